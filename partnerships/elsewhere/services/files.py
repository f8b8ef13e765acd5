"""The files of a text that was signed elsewhere: kept with their fingerprint, removed with a reason (S3)."""

import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from partnerships.drafting.services.recording import record_part
from partnerships.models import Agreement, RecordedFile
from partnerships.shared.services.kept_files import keep
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.pdf.looking import pages_and_words

TYPES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}


@one_act()
def add_file(
    *,
    agreement: Agreement,
    by: Actor,
    file: UploadedFile,
    kind: str,
    title: str = "",
    file_name: str = "",
    at: datetime.datetime | None = None,
) -> RecordedFile:
    """`file` was told by its bytes (checked_file); a record takes files at any time, with or without a correction."""
    if not agreement.is_elsewhere:
        raise MoveRefused("a text signed here has its own document")
    at = at or timezone.now()
    row = RecordedFile(agreement=agreement, kind=kind, title=title, file_name=file_name or file.name)
    row.content_type, row.size = TYPES[Path(file.name).suffix], file.size
    if row.content_type == TYPES[".pdf"]:
        row.pages, row.has_text = pages_and_words(file)
        file.seek(0)
    row.sha256 = keep(row.file, file)
    row.added_at, row.added_by = at, by.person
    row.full_clean(exclude=["agreement"])
    row.save()
    record_part(agreement, row, "record.file_added", by, {}, {"file_name": row.file_name, "sha256": row.sha256})
    return row


@one_act()
def remove_file(*, file: RecordedFile, by: Actor, reason: str, at: datetime.datetime | None = None) -> None:
    """It no longer belongs to the record; the file, its fingerprint and the reason stay."""
    locked = RecordedFile.objects.select_for_update(of=("self",)).select_related("agreement__partnership__service")
    row = locked.get(pk=file.pk)
    if row.removed_at:
        return
    row.removed_at, row.removed_reason = at or timezone.now(), reason
    row.save(update_fields=["removed_at", "removed_reason"])
    said = {"file_name": row.file_name, "sha256": row.sha256}
    record_part(row.agreement, row, "record.file_removed", by, said, {"reason": reason})
