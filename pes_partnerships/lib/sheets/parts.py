"""What a file of rows is made of, whatever its format, and what it may hold at most (F2)."""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from .headings import Meaning, joined, means_nothing, proposed

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 100 * 1024 * 1024
MOST_MEMBERS = 1_000
LONGEST_CELL = 32_767
LOOKED_AT = 25  # lines among which the headings are looked for
EMPTY_RUN = 1_000  # so many empty lines end a sheet: what lies beyond is said and not read
_LAST_LETTER = 26
# what a part of a damaged zip raises: each way of packing has an error of its own
UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError)


class SheetRefused(ValueError):
    """The file cannot be read as rows at all; the text says why and what to do, for whoever sent it."""


class SheetEmpty(SheetRefused):
    """There is no line in it."""


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong in one place: `line` as a spreadsheet counts (0: the whole file), `column` a number from 0."""

    line: int
    text: str
    column: int | None = None
    is_note: bool = False  # it is said, and keeps nothing from being used


@dataclass(frozen=True)
class Row:
    """One line with its cells as text; blank ones are left out of a sheet."""

    line: int
    cells: list[str]
    problems: tuple[SheetProblem, ...] = ()


@dataclass
class Sheet:
    """The headings, then the rows as they are read; `problems` are those of the file as a whole.

    `beyond()` says, once the rows were read, at which line data lie that were not: after a long run of empty lines.
    """

    kind: str  # "xlsx" or "csv"
    headings: list[str]
    rows: Iterator[Row]
    heading: str = "1"  # the line of the headings, "3-4" for two lines read as one
    top: list[Row] = field(default_factory=list)  # the first lines, among which the headings are chosen
    encoding: str = ""
    encoding_is_sure: bool = True  # False: it is not UTF-8, and a person has to say what it is
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    beyond: Callable[[], int | None] = lambda: None

    @property
    def heading_line(self) -> int:
        """The last line of the headings."""
        return int(self.heading.rpartition("-")[2])


@dataclass(frozen=True)
class Asked:
    """How a file is to be read: the line of its headings, else what headings are known to mean, to find it by.

    Without either the headings are the first line that says anything.
    """

    heading: str = ""
    meaning: Meaning | None = None


AS_PROPOSED = Asked()


@dataclass(frozen=True)
class Headed:
    """The headings as one line, where they stand, the first lines of the file, and the rows below."""

    cells: list[str]
    heading: str
    last_line: int
    problems: tuple[SheetProblem, ...]
    top: list[Row]
    rows: Iterator[Row]


def headed(lines: Iterator[Row], asked: Asked = AS_PROPOSED) -> Headed:
    """The headings where they were chosen or are proposed, and the rows below, counted and measured against them.

    Nothing above the headings is read.
    """
    lines = iter(lines)
    top = list(islice(lines, LOOKED_AT))
    if not top:
        raise SheetEmpty(_("The file is empty. One line must contain the column headings."))
    upper, lower = _chosen(asked.heading, top) or _proposed(top, asked.meaning)
    first, last = top[upper], top[lower]
    cells = trimmed(first.cells if upper == lower else joined(first.cells, last.cells, asked.meaning or means_nothing))
    if len(cells) > MOST_COLUMNS:
        raise SheetRefused(
            _("The file has more than %(most)s columns. Remove those that are not needed.") % {"most": MOST_COLUMNS}
        )
    problems = first.problems if upper == lower else (*first.problems, *last.problems)
    rows = _measured(chain(top[lower + 1 :], lines), len(cells))
    return Headed(cells, place_of(first, last), last.line, problems, top, rows)


def place_of(first: Row, last: Row) -> str:
    """How the place of the headings is named: "3", or "3-4"."""
    return str(first.line) if first is last else f"{first.line}-{last.line}"


def _proposed(top: list[Row], meaning: Meaning | None) -> tuple[int, int]:
    return proposed([row.cells for row in top], meaning) if meaning else (0, 0)


def _chosen(heading: str, top: list[Row]) -> tuple[int, int] | None:
    places = {str(row.line): place for place, row in enumerate(top)}
    first, dash, last = heading.partition("-")
    if first not in places or (dash and places.get(last, -1) != places[first] + 1):
        return None
    return places[first], places[last if dash else first]


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
