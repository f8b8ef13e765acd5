"""Workbooks that people fill in away from the product: sheets with locked and open cells, and answers to choose from.

What is locked is locked against slips, without a password: whoever reads the file back checks everything again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from .export import XLSX_TYPE, CellValue, download, sheet_title, typed, xlsx_cell

_GREY = "FFEDEDED"
_ROW_OF_NAMES = 1


@dataclass(frozen=True)
class FormCell:
    """One cell; `is_open`: it may be filled in; `choices`: the name of the list that it offers."""

    value: Any = ""
    is_open: bool = False
    choices: str = ""


@dataclass(frozen=True)
class FormSheet:
    """`headings`: words and width of each column, above the cells; `kept`: the columns that stay in sight."""

    title: str
    headings: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[FormCell]]
    kept: int = 0


def form_book(
    filename: str,
    sheets: Sequence[FormSheet],
    *,
    lists: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
    of_lists: str,
) -> HttpResponse:
    """The workbook as a download. `lists`: what cells offer, by name, under their `titles` on the last sheet."""
    from openpyxl import Workbook  # imported here: only a download needs it
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    ranges = {}
    title = sheet_title(of_lists)
    for number, (name, values) in enumerate(lists.items(), 1):
        letter = get_column_letter(number)
        ranges[name] = f"'{title}'!${letter}${_ROW_OF_NAMES + 1}:${letter}${_ROW_OF_NAMES + len(values)}"
    for sheet in sheets:
        _write(book.create_sheet(sheet_title(sheet.title)), sheet, ranges)
    _write(book.create_sheet(title), _sheet_of(lists, titles, title), {})
    content = BytesIO()
    book.save(content)
    return download(content.getvalue(), XLSX_TYPE, filename, "xlsx")


def _write(page: Any, sheet: FormSheet, ranges: Mapping[str, str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    page.freeze_panes = f"{get_column_letter(sheet.kept + 1)}2"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # False: allowed
    for number, (_words, width) in enumerate(sheet.headings, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    offers = {
        name: DataValidation("list", formula1=f"={place}", showErrorMessage=False) for name, place in ranges.items()
    }
    page.append([xlsx_cell(page, words, bold=True) for words, _width in sheet.headings])
    for line, row in enumerate(sheet.rows, 2):
        page.append([_cell(page, each) for each in row])
        for number, each in enumerate(row, 1):
            if each.choices:
                offers[each.choices].add(f"{get_column_letter(number)}{line}")
    page.data_validations.dataValidation.extend(offer for offer in offers.values() if offer.sqref)


def _cell(page: Any, each: FormCell) -> Any:
    from openpyxl.styles import Alignment, PatternFill, Protection

    cell = xlsx_cell(page, _as_text(each.value) if each.is_open else typed(each.value))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=not each.is_open)
    if each.is_open:
        cell.number_format = "@"  # what is typed stays as it was typed: a month is made no day
    else:
        cell.fill = PatternFill("solid", fgColor=_GREY)
    return cell


def _as_text(value: Any) -> CellValue:
    return str(typed(value))


def _sheet_of(lists: Mapping[str, Sequence[str]], titles: Mapping[str, str], title: str) -> FormSheet:
    """Each list as a column under its title."""
    longest = max((len(values) for values in lists.values()), default=0)
    rows = [[FormCell(values[at] if at < len(values) else "") for values in lists.values()] for at in range(longest)]
    return FormSheet(title, [(titles[name], 40) for name in lists], rows)
