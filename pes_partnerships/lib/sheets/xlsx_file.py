"""XLSX read without trust: measured before it is unpacked, formulas and merged cells named, never evaluated (F2)."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from .parts import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_MEMBERS,
    MOST_UNPACKED,
    Row,
    Sheet,
    SheetProblem,
    SheetRefused,
    column_letter,
    headed,
)
from .shown import as_shown

_LAST_ROW = 1_048_576
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_CHUNK, _OVERLAP = 1 << 20, 200
_MOST_NAMED = 10
_EXACT_DIGITS = 15
_ENCRYPTED = 0x1
_WIDEST = MOST_COLUMNS + 40  # a cell farther out is padding that somebody left behind


def read_xlsx(file: IO[bytes], chosen: str = "") -> Sheet:
    """The rows of the chosen sheet, or of the first that holds anything; raises SheetRefused."""
    _refuse_what_is_too_large(file)
    try:
        return _opened(file, chosen)
    except SheetRefused:
        raise
    except Exception as error:  # whatever a damaged file makes the parser raise, it is the file's fault
        raise SheetRefused(damaged()) from error


def damaged() -> str:
    return _("The file is damaged and cannot be read. Open it in your spreadsheet and save it again as XLSX.")


def refuse_foreign_zip(names: set[str]) -> None:
    """A zip is many things: say which one it is not."""
    if "xl/workbook.bin" in names:
        raise SheetRefused(_("This is a binary workbook (XLSB). Save it as XLSX or CSV and upload that."))
    if "xl/vbaProject.bin" in names:
        raise SheetRefused(
            _("The workbook contains macros. Save it as XLSX without macros or as CSV, and upload that file.")
        )
    if "xl/workbook.xml" in names:
        return
    if "content.xml" in names and "mimetype" in names:
        raise SheetRefused(_("This is an OpenDocument file. Save it as XLSX or CSV and upload that."))
    raise SheetRefused(_("This is a ZIP file, not a spreadsheet. Upload an XLSX or CSV file."))


def _refuse_what_is_too_large(file: IO[bytes]) -> None:
    """By the zip's own directory, before anything is unpacked; zipfile never reads past a declared size."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            refuse_foreign_zip({member.filename for member in members})
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise SheetRefused(
                    _("Unpacked, this workbook is larger than %(most)s MB. Keep the columns about the organisations "
                      "only, or save it as CSV.") % {"most": MOST_UNPACKED // (1024 * 1024)}
                )  # fmt: skip
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise SheetRefused(protected())
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_entities(packed, member)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, SheetRefused):
            raise
        raise SheetRefused(damaged()) from error
    finally:
        file.seek(0)


def protected() -> str:
    return _("The file is protected with a password. Remove the password, save the file and upload it again.")


def _refuse_entities(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A workbook declares no document type; who declares one may define entities that swell or reach out."""
    with packed.open(member) as part:
        start = part.read(2_000).replace(b"\x00", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise SheetRefused(damaged())


def _opened(file: IO[bytes], chosen: str) -> Sheet:
    from openpyxl.reader.excel import ExcelReader  # imported here: only an upload needs it

    reader = ExcelReader(file, read_only=True, data_only=False, keep_links=False)
    reader.read()
    pages = {page.title: page for page in reader.wb.worksheets}
    parts = {page.name: relation.target for page, relation in reader.parser.find_sheets()}
    names = [chosen] if chosen in pages else list(pages)
    for name in names:
        try:
            first, rows = headed(_lines(pages[name]))
        except SheetRefused:
            if name == names[-1]:
                raise
            continue  # an empty sheet before the one that is meant
        return Sheet(
            kind="xlsx",
            headings=first.cells,
            heading_line=first.line,
            rows=_guarded(rows),
            sheet=name,
            sheets=list(pages),
            problems=[*first.problems, *_merged(reader.archive, parts[name])],
        )
    raise SheetRefused(_("The workbook has no sheet with cells. The first line must hold the headings."))


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except SheetRefused:
        raise
    except Exception as error:  # the sheet is read while it is used: damage may show late
        raise SheetRefused(damaged()) from error


def _lines(page: Any) -> Iterator[Row]:
    page.reset_dimensions()  # what a file says about its own size may be wrong, and padding costs memory
    for line, cells in enumerate(page.iter_rows(max_col=_WIDEST), 1):
        if line > _LAST_ROW:
            raise SheetRefused(damaged())
        if any(cell.value is not None for cell in cells):
            row = _row(line, cells)
            if any(cell.strip() for cell in row.cells) or row.problems:
                yield row


def _row(line: int, cells: tuple[Any, ...]) -> Row:
    texts, problems = [], []
    for column, cell in enumerate(cells):
        fault = _fault(cell, f"{column_letter(column)}{line}") if cell.value is not None else ""
        if fault:
            problems.append(SheetProblem(line, fault, column))
        texts.append("" if fault else _shown(cell))
    return Row(line, texts, tuple(problems))


def _fault(cell: Any, place: str) -> str:
    if cell.data_type == "f":
        return _("%(cell)s holds a formula. Put its value in its place: copy the cell, then paste the value only.") % {
            "cell": place
        }
    if cell.data_type == "e":
        return _("%(cell)s shows an error instead of a value. Type the value.") % {"cell": place}
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and abs(cell.value) >= 10**_EXACT_DIGITS:
        return _("%(cell)s is a number of more than 15 digits, which a spreadsheet rounds. Make the cell a text cell "
                 "and type the number again.") % {"cell": place}  # fmt: skip
    return ""


def _shown(cell: Any) -> str:
    """With the zeros and places that its format gives a number."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return as_shown(cell.value, cell.number_format or "") or _text(cell.value)
    return _text(cell.value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime():
            is_day = value.time() == datetime.time()
            return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
        case datetime.date():
            return value.isoformat()
    return str(value)[:LONGEST_CELL]


def _merged(packed: zipfile.ZipFile, part: str) -> list[SheetProblem]:
    """Merged cells stand behind the rows of a sheet's XML; a streaming reader does not know them."""
    found: list[str] = []
    with packed.open(part) as source:
        kept = b""
        while chunk := source.read(_CHUNK):
            found += [ref.decode() for ref in _MERGED.findall(kept + chunk) if ref.decode() not in found]
            kept = (kept + chunk)[-_OVERLAP:]
    return [
        SheetProblem(
            int(re.findall(r"\d+", ref)[0]),
            _("The cells %(cells)s are merged, so it is not clear to which lines and columns their text belongs. "
              "Undo the merging, and write the text in each cell that it is meant for.") % {"cells": ref},
        )
        for ref in found[:_MOST_NAMED]
    ]  # fmt: skip
