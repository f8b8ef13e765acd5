"""XLSX read without trust: measured before it is unpacked, formulas and merged cells named, never evaluated (F2)."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from .figures import Typed
from .marks import is_hashes, is_nothing, unguarded
from .parts import (
    AS_PROPOSED,
    EMPTY_RUN,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_MEMBERS,
    MOST_UNPACKED,
    UNPACKING,
    Asked,
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
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
_NAMES_DAY = re.compile(r"[dDtThHjJ]")  # d: day; j, t: the same in some languages; h: an hour
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CHUNK, _OVERLAP = 1 << 20, 400
_MOST_NAMED = 10
_EXACT_DIGITS = 15
_ENCRYPTED = 0x1
_WIDEST = MOST_COLUMNS + 40  # a cell farther out is padding that somebody left behind


def read_xlsx(file: IO[bytes], chosen: str = "", asked: Asked = AS_PROPOSED) -> Sheet:
    """The rows of the chosen sheet, or of the first that holds anything; raises SheetRefused."""
    _refuse_what_is_too_large(file)
    try:
        return _opened(file, chosen, asked)
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
                    _("Unpacked, this workbook is larger than %(most)s MB. Remove what is not to be imported, or "
                      "save it as CSV.") % {"most": MOST_UNPACKED // (1024 * 1024)}
                )  # fmt: skip
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise SheetRefused(protected())
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_entities(packed, member)
    except (*UNPACKING, ValueError) as error:
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


def _opened(file: IO[bytes], chosen: str, asked: Asked) -> Sheet:
    from openpyxl.reader.excel import ExcelReader  # imported here: only an upload needs it

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    pages = {page.title: page for page in reader.wb.worksheets}
    parts = {page.name: relation.target for page, relation in reader.parser.find_sheets()}
    names = [chosen] if chosen in pages else list(pages)
    for name in names:
        merged, formulas = _scanned(reader.archive, parts[name])
        lines = _Lines(pages[name], formulas)
        try:
            found = headed(iter(lines), asked)
        except SheetRefused:
            if name == names[-1]:
                raise
            continue  # an empty sheet before the one that is meant
        return Sheet(
            kind="xlsx",
            headings=found.cells,
            heading=found.heading,
            top=found.top,
            rows=_guarded(found.rows),
            sheet=name,
            sheets=list(pages),
            problems=[*found.problems, *_merged(merged, found.last_line)],
            beyond=lines.beyond,
        )
    raise SheetRefused(_("The workbook has no sheet with cells. One line must hold the headings."))


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except SheetRefused:
        raise
    except Exception as error:  # the sheet is read while it is used: damage may show late
        raise SheetRefused(damaged()) from error


class _Lines:
    """The lines of a sheet that hold anything, up to a long run of empty ones."""

    def __init__(self, page: Any, formulas: set[str]) -> None:
        page.reset_dimensions()  # what a file says about its own size may be wrong, and padding costs memory
        self._all = enumerate(page.iter_rows(max_col=_WIDEST), 1)
        self._formulas = formulas
        self._is_cut = False

    def __iter__(self) -> Iterator[Row]:
        seen = 0
        for line, cells in self._all:
            if line > _LAST_ROW:
                raise SheetRefused(damaged())
            if any(cell.value is not None for cell in cells):
                row = _row(line, cells, self._formulas)
                if any(cell.strip() for cell in row.cells) or row.problems:
                    seen = line
                    yield row
            elif seen and line - seen >= EMPTY_RUN:
                self._is_cut = True
                return

    def beyond(self) -> int | None:
        """The first line that holds anything after the run of empty ones; None where there is none."""
        if not self._is_cut:
            return None
        last: tuple[Any, ...] = ()
        for line, cells in self._all:
            if cells is not last and any(cell.value is not None for cell in cells):  # missing lines are one object
                return line
            last = cells
        return None


def _row(line: int, cells: tuple[Any, ...], formulas: set[str]) -> Row:
    texts, problems = [], []
    for column, cell in enumerate(cells):
        place = f"{column_letter(column)}{line}" if cell.value is not None or formulas else ""
        is_formula = place in formulas
        fault = _fault(cell, place, is_formula)
        if fault:
            problems.append(SheetProblem(line, fault, column))
        text = "" if fault else _shown(cell)
        if is_formula and text:
            said = _("%(cell)s holds a formula; the value that it shows was taken: %(text)s.")
            problems.append(SheetProblem(line, said % {"cell": place, "text": text[:60]}, column, is_note=True))
        texts.append(text)
    return Row(line, texts, tuple(problems))


def _fault(cell: Any, place: str, is_formula: bool) -> str:
    if cell.value is None:
        return (
            _("%(cell)s holds a formula without a value. Open the file in your spreadsheet, save it and upload it "
              "again, or type the value.") % {"cell": place} if is_formula else ""
        )  # fmt: skip
    if cell.data_type == "e" and not is_nothing(str(cell.value)):
        return _("%(cell)s shows an error instead of a value. Type the value.") % {"cell": place}
    if isinstance(cell.value, str) and is_hashes(cell.value):
        return _("%(cell)s holds only %(text)s: a spreadsheet destroyed the value. Look it up and enter it.") % {
            "cell": place, "text": cell.value.strip()[:12],
        }  # fmt: skip
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and abs(cell.value) >= 10**_EXACT_DIGITS:
        return _("%(cell)s is a number of more than 15 digits, which a spreadsheet rounds. Make the cell a text cell "
                 "and type the number again.") % {"cell": place}  # fmt: skip
    return ""


def _shown(cell: Any) -> str:
    """With the zeros and places that its format gives a number."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return Typed(as_shown(cell.value, cell.number_format or "") or _text(cell.value))
    if isinstance(cell.value, datetime.date) and not _NAMES_DAY.search(_ASIDE.sub("", cell.number_format or "d")):
        return f"{cell.value:%Y-%m}"  # “May-19” is a month that the spreadsheet gave a first day
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
    return unguarded(str(value))[:LONGEST_CELL]


def _scanned(packed: zipfile.ZipFile, part: str) -> tuple[list[str], set[str]]:
    """Merged cells and cells with formulas, by the sheet's XML: a streaming reader of values does not know them."""
    merged: dict[str, None] = {}  # in their order, each once
    formulas: set[str] = set()
    with packed.open(part) as source:
        kept = b""
        while chunk := source.read(_CHUNK):
            seen = kept + chunk
            merged |= dict.fromkeys(ref.decode() for ref in _MERGED.findall(seen))
            formulas.update(place.decode() for place in _FORMULA.findall(seen))
            kept = seen[-_OVERLAP:]
    return list(merged), formulas


def _merged(refs: list[str], heading_line: int) -> list[SheetProblem]:
    """Those below the headings: above them, and among them, merging a title or a group means no harm."""
    below = [ref for ref in refs if int(re.findall(r"\d+", ref)[0]) > heading_line]
    return [
        SheetProblem(
            int(re.findall(r"\d+", ref)[0]),
            _("The cells %(cells)s are merged, so it is not clear to which lines and columns their text belongs. "
              "Undo the merging, and write the text in each cell that it is meant for.") % {"cells": ref},
        )
        for ref in below[:_MOST_NAMED]
    ]  # fmt: skip
