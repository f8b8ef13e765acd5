"""Lists as CSV and XLSX: exactly what is shown, typed, and never a formula that somebody else wrote.

A file can be worked with: days and numbers are such, a list in a cell becomes a line for each of its parts, the first
and the last day of a period have columns of their own, and the name of the file says what it holds and of which day.
"""

import csv
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_ROWS_MEASURED = 200
_NARROWEST, _WIDEST = 8, 60
_XLSX_FIRST_YEAR = 1900
_XLSX_TEXT_LIMIT = 32_767

SEMICOLON = "csv-semicolon"  # for spreadsheets that write decimals with a comma
FORMATS = ("csv", SEMICOLON, "xlsx")  # what ?format= may ask for
_ROWS_REPEATED = "1:1"

CellValue = str | int | float | Decimal | date | datetime


@dataclass(frozen=True)
class Column:
    """One column: its heading, and how its value comes from a row: a function or dotted path; a method is called.

    `each`: the value is a list, and the row becomes a line for each of its parts.
    """

    title: str | Promise
    value: Callable[[Any], Any] | str
    width: int | None = None
    each: bool = False

    def found(self, row: Any) -> Any:
        read = attrgetter(self.value) if isinstance(self.value, str) else self.value
        found = read(row)
        return found() if callable(found) else found  # "get_status_display" is a method

    def of(self, row: Any) -> CellValue:
        """The row's value, typed."""
        return typed(self.found(row))


def span(
    first: str | Promise, last: str | Promise, value: Callable[[Any], PartialDate | None]
) -> tuple[Column, Column]:
    """Two columns for a date that may be a period: where it begins, and where it ends."""

    def begins(row: Any) -> PartialDate | None:
        found = value(row)
        return found and PartialDate(found.year, found.month, found.day)

    def ends(row: Any) -> PartialDate | None:
        found = value(row)
        return found and (found.end or found)

    return Column(first, begins), Column(last, ends)


def lines_of(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[CellValue]]:
    """A line for each row, and one for each part of a list in it.

    Further lines repeat the words and days of their row, so that they can be sorted and filtered; its numbers stand
    once, so that sums stay right.
    """
    many = [place for place, column in enumerate(columns) if column.each]
    for row in rows:
        line = [[] if column.each else column.of(row) for column in columns]
        parts = {place: list(columns[place].found(row) or ()) for place in many}
        for number in range(max([1, *map(len, parts.values())])):
            cells = [_repeated(cell) if number else cell for cell in line]
            for place, listed in parts.items():
                cells[place] = typed(listed[number]) if number < len(listed) else ""
            yield cells


def _repeated(cell: CellValue) -> CellValue:
    return "" if isinstance(cell, int | float | Decimal) else cell


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Iterable[Any]


def file_response(asked: str, filename: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse | None:
    """The list as the file that ?format= asks for; None where it asks for none that there is."""
    if asked == SEMICOLON:
        return csv_response(filename, columns, rows, semicolons=True)
    answer = {"csv": csv_response, "xlsx": xlsx_response}.get(asked)
    return answer(filename, columns, rows) if answer else None


def csv_response(
    filename: str, columns: Sequence[Column], rows: Iterable[Any], *, semicolons: bool = False
) -> HttpResponse:
    """UTF-8 with a byte order mark, so that spreadsheets read accents; days and times in ISO form.

    `semicolons` between the cells leave the comma to decimals, as spreadsheets in most of Europe expect.
    """
    text = csv_text(columns, rows, semicolons=semicolons)
    return download(text.encode(), "text/csv; charset=utf-8", filename, "csv")


def csv_text(columns: Sequence[Column], rows: Iterable[Any], *, semicolons: bool = False) -> str:
    """The text of such a file, with its byte order mark."""
    text = StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";" if semicolons else ",")
    writer.writerow([_csv_cell(typed(column.title)) for column in columns])
    lines = lines_of(columns, rows)
    writer.writerows([_csv_cell(cell, "," if semicolons else ".") for cell in line] for line in lines)
    return text.getvalue()


def xlsx_response(filename: str, columns: Sequence[Column], rows: Iterable[Any], *, sheet: str = "") -> HttpResponse:
    """One sheet: a bold first row that stays in sight and is printed on each page; numbers and days typed."""
    return book_response(filename, [Sheet(sheet or filename, columns, rows)])


def book_response(filename: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """Several lists in one XLSX file, each on a sheet of its own."""
    return download(book_of(sheets), XLSX_TYPE, filename, "xlsx")


def book_of(sheets: Iterable[Sheet]) -> bytes:
    """The content of such a file."""
    from openpyxl import Workbook  # imported here: only a download needs it

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet_title(sheet.title)), sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write_sheet(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    _set_printing(page)
    values = lines_of(sheet.columns, sheet.rows)
    first = list(islice(values, _ROWS_MEASURED))
    _set_widths(page, sheet.columns, first)
    page.append([xlsx_cell(page, typed(column.title), bold=True) for column in sheet.columns])
    for row in chain(first, values):
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: CellValue) -> Any:
    if value == "":
        return None  # nothing is written
    return value if _is_plain(value) else xlsx_cell(page, value)


def _is_plain(value: CellValue) -> bool:
    """Whether openpyxl writes it as it is: nothing to guard, nothing to format. Most cells of a large file are."""
    if isinstance(value, str):
        return value[0].isalnum() and len(value) <= _XLSX_TEXT_LIMIT
    return isinstance(value, int | float | Decimal)


def typed(value: Any) -> CellValue:
    """Numbers and days stay what they are; everything else becomes clean text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal):
        return value if math.isfinite(value) else ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    if isinstance(value, PartialDate):
        return value.earliest() if value.precision == "day" else str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return clean("; ".join(str(item) for item in value))
    return "" if value is None else clean(str(value))


def clean(text: str) -> str:
    """Without control characters, lone surrogates and non-characters, which no XML and few readers take."""
    if text.isprintable():  # most are: none of these is
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in text
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and (ord(char) & 0xFFFE) != 0xFFFE)
    )


def _is_formula_like(text: str) -> bool:
    return text.lstrip(" \n").startswith(_FORMULA_STARTS)


def _csv_cell(value: CellValue, mark: str = ".") -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str) and _is_formula_like(value):
        return f"'{value}"
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", mark)
    return str(value).replace(".", mark) if isinstance(value, float) else str(value)


def xlsx_cell(page: Any, value: CellValue, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if isinstance(value, date) and value.year < _XLSX_FIRST_YEAR:
        value = _csv_cell(value)  # XLSX counts days from 1900: an earlier day stands as text
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.value = value[:_XLSX_TEXT_LIMIT]
        cell.data_type = "s"
        cell.quotePrefix = int(_is_formula_like(value))  # stays text when somebody edits it
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _set_printing(page: Any) -> None:
    """Across the paper, as wide as one page, with the headings on each."""
    page.print_title_rows = _ROWS_REPEATED
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _set_widths(page: Any, columns: Sequence[Column], rows: list[list[CellValue]]) -> None:
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns):
        shown = [str(column.title), *(_csv_cell(row[number]) for row in rows)]
        longest = max(len(line) for text in shown for line in (text.splitlines() or [""]))
        width = column.width or min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(number + 1)].width = width


def sheet_title(text: str) -> str:
    """Sheet names are short and know no brackets, slashes, colons, question marks or stars."""
    return "".join(" " if char in "[]:*?/\\'" else char for char in clean(text))[:31].strip() or _("List")


def download(content: bytes, content_type: str, filename: str, suffix: str) -> HttpResponse:
    name, day = filename.removesuffix(f".{suffix}") or "list", timezone.localdate().isoformat()
    name = get_valid_filename(name if day in name else f"{name}-{day}")
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
    return response
