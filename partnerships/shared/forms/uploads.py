"""Files that are kept for years: PDF, PNG or JPEG, told by their bytes, not by their name; tables where asked for."""

from typing import Any
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 15 * 1024 * 1024
KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
WORKBOOK = ("[Content_Types].xml", "xl/workbook.xml")
MACROS = "vbaProject"
SEPARATORS = ",;\t"
SPACES = "\t\r\n"


class KeptFileField(forms.FileField):
    """`tables`: also workbooks and CSV files."""

    def __init__(self, *, tables: bool = False, **kwargs: Any):
        words = _("PDF, PNG, JPEG, XLSX or CSV, at most 15 MB.") if tables else _("PDF, PNG or JPEG, at most 15 MB.")
        endings = ["pdf", "png", "jpg", "jpeg", *(["xlsx", "csv"] if tables else [])]
        kwargs.setdefault("validators", [FileExtensionValidator(endings)])
        kwargs.setdefault("help_text", words)
        super().__init__(**kwargs)


def checked_file(upload: UploadedFile, *, stem: str, tables: bool = False) -> UploadedFile:
    """The upload under a name of ours, with the ending of what it is; ValidationError where it is none of these."""
    if upload.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 15 MB. Scan it at a lower resolution."))
    beginning = upload.read(8)
    kind = next((kind for start, kind in KINDS.items() if beginning.startswith(start)), None)
    upload.seek(0)
    if kind is None and tables:
        kind = _kind_of_table(upload)
        upload.seek(0)
    if kind is None:
        words = _("This file is not a PDF, PNG, JPEG, XLSX or CSV file. Choose another file.")
        raise forms.ValidationError(
            words if tables else _("This file is not a PDF, PNG or JPEG file. Choose another file.")
        )
    upload.name = f"{stem}{kind}"
    return upload


def _kind_of_table(upload: UploadedFile) -> str | None:
    """A workbook without macros, by the names of its parts, which are not unpacked; or plain text in columns."""
    try:
        names = ZipFile(upload).namelist()
    except (BadZipFile, OSError, ValueError):
        upload.seek(0)
        return ".csv" if _is_plain_table(upload.read()) else None
    is_workbook = all(part in names for part in WORKBOOK) and not any(MACROS in name for name in names)
    return ".xlsx" if is_workbook else None


def _is_plain_table(content: bytes) -> bool:
    """Printable text alone, in columns from its first line on, and no markup that a browser might run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    is_printed = not any(ord(each) < 32 and each not in SPACES for each in text)
    return is_printed and "<" not in first and any(each in first for each in SEPARATORS)
