"""Writing the annexes of a draft: words, or a file whose SHA-256 the text will say (A8–A14)."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from partnerships.models import Agreement, Annex
from partnerships.shared.services.annexes import forget_file
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.kept_files import keep
from pes_partnerships.ledger.services import Actor, one_act

from .recording import lock_draft, write_part


@one_act()
def save_annex(
    *,
    agreement: Agreement,
    by: Actor,
    annex: Annex | None = None,
    file: UploadedFile | None = None,
    seen: str | None = None,
    **fields: Any,
) -> Annex:
    """An annex of words, or of a file whose SHA-256 the text will say; a new file takes the place of the one before."""
    locked = lock_draft(agreement)
    row = annex or Annex(agreement=locked, order=locked.annexes.count())
    if annex:
        refuse_overtaken(Annex.objects.get(pk=annex.pk), seen, fields)
    if file:
        forget_file(row.file.name)
        fields |= {"sha256": keep(row.file, file), "size": file.size, "file_name": file.name}
    write_part(row, fields, act="annex.saved", agreement=locked, by=by)
    return row
