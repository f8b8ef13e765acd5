"""What a file of rows is made of, whatever its format, and what it may hold at most (F2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 100 * 1024 * 1024
MOST_MEMBERS = 1_000
LONGEST_CELL = 32_767
_LAST_LETTER = 26


class SheetRefused(ValueError):
    """The file cannot be read as rows at all; the text says why and what to do, for whoever sent it."""


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong in one place: `line` as a spreadsheet counts (0: the whole file), `column` a number from 0."""

    line: int
    text: str
    column: int | None = None


@dataclass(frozen=True)
class Row:
    """One line with its cells as text; blank ones are left out of a sheet."""

    line: int
    cells: list[str]
    problems: tuple[SheetProblem, ...] = ()


@dataclass
class Sheet:
    """The headings, then the rows as they are read; `problems` are those of the file as a whole."""

    kind: str  # "xlsx" or "csv"
    headings: list[str]
    rows: Iterator[Row]
    heading_line: int = 1
    encoding: str = ""
    encoding_is_sure: bool = True  # False: it is not UTF-8, and a person has to say what it is
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def headed(lines: Iterator[Row]) -> tuple[Row, Iterator[Row]]:
    """The first line that says anything as headings, and the rows below it, counted and measured against them."""
    first = next(lines, None)
    if first is None:
        raise SheetRefused(_("The file is empty. The first line must contain the column headings."))
    headings = Row(first.line, trimmed(first.cells), first.problems)
    if len(headings.cells) > MOST_COLUMNS:
        raise SheetRefused(
            _("The file has more than %(most)s columns. Remove those that are not about organisations.")
            % {"most": MOST_COLUMNS}
        )
    return headings, _measured(lines, len(headings.cells))


def _measured(lines: Iterator[Row], width: int) -> Iterator[Row]:
    for count, row in enumerate(lines, 1):
        if count > MOST_ROWS:
            raise SheetRefused(
                _("The file has more than %(most)s rows. Split it and import the parts one after the other.")
                % {"most": MOST_ROWS}
            )
        cells = trimmed(row.cells)
        if len(cells) <= width:
            yield Row(row.line, cells + [""] * (width - len(cells)), row.problems)
            continue
        text = _("This line has %(cells)s cells, but the file has %(width)s headings. Put a text that holds the "
                 "separator between quotation marks, or give each column a heading.") % {
                     "cells": len(cells), "width": width}  # fmt: skip
        yield Row(row.line, cells[:width], (*row.problems, SheetProblem(row.line, text, width)))


def trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


def column_letter(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA, as a spreadsheet names its columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LAST_LETTER)
        letters = chr(ord("A") + rest) + letters
    return letters
