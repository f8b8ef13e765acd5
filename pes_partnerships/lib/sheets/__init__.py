"""Rows out of a file that a person uploads: XLSX or CSV, told by its content and never by its name (F2).

Nothing is evaluated, nothing is unpacked before it was measured, and whatever cannot be read is named with what to do.
"""

from typing import IO

from django.utils.translation import gettext as _

from .csv_file import ENCODINGS, likely_encoding, looks_wide, read_csv
from .headings import Meaning
from .parts import (
    EMPTY_RUN,
    MOST_COLUMNS,
    MOST_ROWS,
    UNPACKING,
    Asked,
    Row,
    Sheet,
    SheetEmpty,
    SheetProblem,
    SheetRefused,
    column_letter,
)
from .parts import place_of as heading_place
from .xlsx_file import protected, read_xlsx

__all__ = [
    "EMPTY_RUN",
    "ENCODINGS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "UNPACKING",
    "Row",
    "Sheet",
    "SheetEmpty",
    "SheetProblem",
    "SheetRefused",
    "column_letter",
    "heading_place",
    "likely_encoding",
    "open_sheet",
]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"MZ")
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEEN = 4_096
_MOST_CONTROLS = 0.02


def open_sheet(
    file: IO[bytes],
    filename: str,
    encoding: str = "",
    *,
    sheet: str = "",
    heading: str = "",
    meaning: Meaning | None = None,
) -> Sheet:
    """The headings, and the rows as they are read; `sheet` chooses one of a workbook. Raises SheetRefused.

    `heading` is the line of the headings ("3", or "3-4" for two lines); without it the likeliest is taken by what
    `meaning` knows of them, and the first one where that is not given either.
    `encoding` (a key of ENCODINGS) is for text that is no Unicode; without it such text is read as Windows-1252, and
    `encoding_is_sure` is False. `filename` serves the sentences only.
    """
    file.seek(0)
    start = file.read(_SEEN)
    file.seek(0)
    if not start:
        raise SheetEmpty(_("The file is empty. One line must contain the column headings."))
    asked = Asked(heading, meaning)
    if start.startswith(_ZIP):
        return read_xlsx(file, sheet, asked)
    _refuse_other_kinds(start, file, filename)
    return read_csv(file.read(), encoding, asked)


def _refuse_other_kinds(start: bytes, file: IO[bytes], filename: str) -> None:
    if start.startswith(_OLE):
        is_locked = _ENCRYPTED_OLE in file.read()
        file.seek(0)
        raise SheetRefused(
            protected() if is_locked else _("This is an old workbook (XLS). Save it as XLSX or CSV and upload that.")
        )
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
    if bare.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise SheetRefused(
            _("This is a web page or an XML file, although its name says otherwise. Save it as XLSX or CSV.")
        )
    if start.startswith(_OTHER_KINDS) or _is_binary(start):
        raise SheetRefused(
            _("%(name)s is neither a workbook (XLSX) nor a text file (CSV). Upload one of these.") % {"name": filename}
        )


def _is_binary(start: bytes) -> bool:
    """Text holds hardly a control character; a NUL or two are a fault of a line, many are another kind of file."""
    if start.startswith(_UNICODE_MARKS) or looks_wide(start):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in start)
    return controls > max(2, len(start) * _MOST_CONTROLS)
