"""The stored file of an import: opened, measured, taken away (F2)."""

from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.imports.rules.columns import heading_meaning
from partnerships.models import ColumnMemory, RegistryImport
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.sheets import Sheet, SheetRefused, open_sheet

SHEET = "sheet"  # the key of RegistryImport.matching that names the sheet
AT_ONCE = 200  # files up to this size are checked and written while the person waits


def sheet_of(
    registry_import: RegistryImport,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    heading: str | None = None,
) -> Sheet:
    """The stored file, opened; with another encoding, sheet or line of headings where one is tried out."""
    try:
        stored = registry_import.file.open("rb")
    except (OSError, ValueError) as gone:  # cleaned away, or its disk is not there
        raise SheetRefused(
            _("The uploaded file is no longer available. Cancel this import and upload the file again.")
        ) from gone
    return open_sheet(
        stored,
        registry_import.filename,
        registry_import.encoding if encoding is None else encoding,
        sheet=registry_import.matching.get(SHEET, "") if sheet is None else sheet,
        heading=registry_import.reading.get("heading", "") if heading is None else heading,
        meaning=heading_meaning(remembered_columns(registry_import.service)),
    )


def remembered_columns(service: EmploymentService) -> dict[str, str]:
    return dict(ColumnMemory.objects.filter(service=service).values_list("heading", "field"))


def asks_encoding(registry_import: RegistryImport) -> bool:
    """Whether a person has to say how the text is encoded: it is no Unicode."""
    return not sheet_of(registry_import, encoding="").encoding_is_sure


def is_small(registry_import: RegistryImport) -> bool:
    """Small enough to be checked or written while the person waits."""
    if registry_import.total:
        return registry_import.total <= AT_ONCE
    try:
        return sum(1 for _row in islice(sheet_of(registry_import).rows, AT_ONCE + 1)) <= AT_ONCE
    except SheetRefused:
        return True  # the check says what is wrong with it


def drop_file(registry_import: RegistryImport) -> None:
    """The file goes once the transaction holds: what failed can be checked again from it."""
    stored = registry_import.file
    RegistryImport.objects.filter(pk=registry_import.pk).update(file="")
    if stored:
        transaction.on_commit(lambda: stored.storage.delete(stored.name))
