"""Lists as CSV and XLSX: exactly what is shown, typed, and never a formula that somebody else wrote."""

import csv
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
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

CellValue = str | int | float | Decimal | date | datetime


@dataclass(frozen=True)
class Column:
    """One column: its heading, and how its value comes from a row: a function or dotted path; a method is called."""

    title: str | Promise
    value: Callable[[Any], Any] | str
    width: int | None = None

    def of(self, row: Any) -> CellValue:
        """The row's value, typed."""
        read = attrgetter(self.value) if isinstance(self.value, str) else self.value
        found = read(row)
        return typed(found() if callable(found) else found)  # "get_status_display" is a method


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Iterable[Any]


def file_response(asked: str, filename: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse | None:
    """The list as the file that ?format= asks for; None where it asks for none that there is."""
    answer = {"csv": csv_response, "xlsx": xlsx_response}.get(asked)
    return answer(filename, columns, rows) if answer else None


def csv_response(filename: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """UTF-8 with a byte order mark, so that spreadsheets read accents; days and times in ISO form."""
    return download(csv_text(columns, rows).encode(), "text/csv; charset=utf-8", filename, "csv")


def csv_text(columns: Sequence[Column], rows: Iterable[Any]) -> str:
    """The text of such a file, with its byte order mark."""
    text = StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([_csv_cell(typed(column.title)) for column in columns])
    writer.writerows([_csv_cell(column.of(row)) for column in columns] for row in rows)
    return text.getvalue()


def xlsx_response(filename: str, columns: Sequence[Column], rows: Iterable[Any], *, sheet: str = "") -> HttpResponse:
    """One sheet: a bold first row that stays in sight, numbers and days typed, texts as texts."""
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
    values = ([column.of(row) for column in sheet.columns] for row in sheet.rows)
    first = list(islice(values, _ROWS_MEASURED))
    _set_widths(page, sheet.columns, first)
    page.append([xlsx_cell(page, typed(column.title), bold=True) for column in sheet.columns])
    for row in chain(first, values):
        page.append([xlsx_cell(page, value) for value in row])


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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in text
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and (ord(char) & 0xFFFE) != 0xFFFE)
    )


def _is_formula_like(text: str) -> bool:
    return text.lstrip(" \n").startswith(_FORMULA_STARTS)


def _csv_cell(value: CellValue) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str) and _is_formula_like(value):
        return f"'{value}"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


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
    name = get_valid_filename(filename.removesuffix(f".{suffix}") or "list")
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{suffix}")
    return response
