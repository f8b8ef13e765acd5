"""A table as it was pasted or read from a file: which cell is about which line and which period (O2). Pure.

The first line names the periods and the first column the objectives, or the other way round.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.sheets import column_letter
from reviews.rules.periods import period_words, read_period

from .cells import CellRefused, is_nothing, read_cell
from .lines import Line, NotFound, find_line
from .moved import looks_moved, usual_of
from .words import proof_heading

BACK, KEEP = "back", "keep"  # the answers to a question


@dataclass(frozen=True)
class Problem:
    """What is wrong in a place, as a spreadsheet counts it: line from 1, column from 0 or None for the whole line."""

    line: int
    text: str
    column: int | None = None


@dataclass(frozen=True)
class Question:
    """Figures that look moved; `code` names the question in the form, `line` is where they are."""

    code: str
    line: int
    text: str
    answer: str = ""


@dataclass(frozen=True)
class Cell:
    line: int
    column: int
    about: Line
    period: PartialDate
    text: str


@dataclass
class Table:
    cells: list[Cell] = field(default_factory=list)
    order: list[Line] = field(default_factory=list)  # as the lines follow each other in what was pasted
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Rows = list[tuple[int, list[str]]]  # the number of a line, and its cells


def rows_in(text: str) -> Rows:
    """What was pasted, by lines; tabs part the cells, or semicolons where there is no tab."""
    delimiter = "\t" if "\t" in text else ";"
    reader = csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error:  # a cell as long as a book: no table of figures
        return []
    return rows


def read_table(
    rows: Rows,
    lines: Sequence[Line],
    *,
    style: str,
    answers: Mapping[str, str],
    known: Mapping[str, Sequence[Decimal]],
) -> Table:
    """`answers`: to the questions of an earlier reading; `known`: stored values by the key of their line."""
    table = Table()
    if not rows:
        table.problems.append(Problem(1, _("There is nothing to read. Copy the cells with their headings.")))
        return table
    (head_line, head), body = rows[0], rows[1:]
    first = next((place for place, text in enumerate(head) if place and read_period(text)), 0)
    if first:
        body = [(number, _straightened(number, cells, first, len(head), answers, table)) for number, cells in body]
        _read_across(table, head_line, head, body, first, lines)
    elif any(read_period(cells[0]) for _number, cells in body):
        body = [(number, _straightened(number, cells, 1, len(head), answers, table)) for number, cells in body]
        _read_down(table, head_line, head, body, lines)
    else:
        words = _("The first line must name the periods, such as March 2026, and the first column the objectives.")
        table.problems.append(Problem(head_line, words))
    _refuse_doubles(table)
    _ask_for_moved(table, style, answers, known)
    return table


def _straightened(
    number: int, cells: list[str], first: int, width: int, answers: Mapping[str, str], table: Table
) -> list[str]:
    """A line as wide as its headings: one with a cell too many is asked about, or refused."""
    surplus = [place for place, text in enumerate(cells) if place >= width and text.strip()]
    if not surplus:
        return [*cells, *[""] * (width - len(cells))][:width]
    if surplus == [width] and not cells[first].strip():
        code = f"line-{number}"
        words = _("Line %(line)s looks moved one column to the right: its first figure is missing, and its last one "
                  "has no heading.")  # fmt: skip
        table.questions.append(Question(code, number, words % {"line": number}, answers.get(code, "")))
        if answers.get(code) == BACK:
            return [*cells[:first], *cells[first + 1 : width + 1]]
        if answers.get(code) == KEEP:
            table.notes.append(_("Line %(line)s: the figure without a heading is not read.") % {"line": number})
        return cells[:width]
    words = ngettext(
        "There is %(count)s cell more than the first line has headings.",
        "There are %(count)s cells more than the first line has headings.",
        len(surplus),
    )
    table.problems.append(Problem(number, words % {"count": len(surplus)}, surplus[0]))
    return cells[:width]


def _read_across(table: Table, head_line: int, head: list[str], body: Rows, first: int, lines: Sequence[Line]) -> None:
    periods = {place: read_period(text) for place, text in enumerate(head) if place >= first and text.strip()}
    counted = {proof_heading(period_words(period)) for period in periods.values() if period}
    for place, period in periods.items():
        if period is None and head[place].strip() not in counted:
            words = _("Column %(column)s, “%(heading)s”, is not a period and is not read.")
            table.notes.append(words % {"column": column_letter(place), "heading": head[place].strip()[:60]})
    named = _as_months({place: period for place, period in periods.items() if period}, table)
    for number, cells in body:
        try:
            line = find_line(cells[:first], lines)
        except NotFound as missing:
            table.problems.append(Problem(number, str(missing), 0))
            continue
        table.order.append(line)
        table.cells += [Cell(number, place, line, period, cells[place]) for place, period in named.items()]
    _refuse_without_heading(table, head, body, first)


def _read_down(table: Table, head_line: int, head: list[str], body: Rows, lines: Sequence[Line]) -> None:
    named: dict[int, Line] = {}
    for place, text in enumerate(head[1:], start=1):
        if text.strip():
            try:
                named[place] = find_line([text], lines)
            except NotFound as missing:
                table.problems.append(Problem(head_line, str(missing), place))
    table.order += named.values()
    periods = {number: read_period(cells[0]) for number, cells in body}
    for number, period in periods.items():
        if period is None:
            table.problems.append(Problem(number, _("The line does not begin with a period, such as March 2026."), 0))
    known = _as_months({number: period for number, period in periods.items() if period}, table)
    for number, cells in body:
        if number in known:
            table.cells += [Cell(number, place, line, known[number], cells[place]) for place, line in named.items()]
    _refuse_without_heading(table, head, body, 1)


def _refuse_without_heading(table: Table, head: list[str], body: Rows, first: int) -> None:
    bare = [place for place, text in enumerate(head) if place >= first and not text.strip()]
    for number, cells in body:
        for place in bare:
            if not is_nothing(cells[place]):
                words = _("The column of this figure has no heading, so that its period is not known.")
                table.problems.append(Problem(number, words, place))


def _as_months(periods: dict[int, PartialDate], table: Table) -> dict[int, PartialDate]:
    """Spreadsheets turn “March 2026” into 1 March 2026: headings that are all first days are months, which is said."""
    if not periods or any(each.precision != "day" or each.day != 1 for each in periods.values()):
        return periods
    table.notes.append(_("The periods are written as the first days of months, and are read as months."))
    return {place: PartialDate(each.year, each.month) for place, each in periods.items()}


def _refuse_doubles(table: Table) -> None:
    """One line for one period once: which of two figures counts is for people to say."""
    seen: dict[tuple[str, PartialDate], Cell] = {}
    kept = []
    for cell in table.cells:
        if is_nothing(cell.text):
            continue
        other = seen.setdefault((cell.about.key, cell.period), cell)
        if other is cell:
            kept.append(cell)
            continue
        words = _("%(name)s, %(period)s: there is a figure in line %(line)s already. Remove one of the two.")
        said = {"name": cell.about.words, "period": period_words(cell.period), "line": other.line}
        table.problems.append(Problem(cell.line, words % said, cell.column))
    table.cells = kept


def _ask_for_moved(
    table: Table, style: str, answers: Mapping[str, str], known: Mapping[str, Sequence[Decimal]]
) -> None:
    lines = {line.key: line for line in table.order}
    order = list(lines)
    numbers = {period: dict(_numbers(cells, style)) for period, cells in _by_period(table.cells).items()}
    for period, cells in _by_period(table.cells).items():
        usual = usual_of(numbers, known, period)
        values = [numbers[period].get(key) for key in order]
        if not looks_moved(values, [usual.get(key) for key in order]):
            continue
        code = f"moved-{period}".replace("/", "-")
        words = _("%(period)s looks moved by one: “%(first)s” is empty, and the figures after it fit the lines before "
                  "them.")  # fmt: skip
        said = {"period": period_words(period), "first": lines[order[0]].words}
        table.questions.append(Question(code, cells[0].line, words % said, answers.get(code, "")))
        if answers.get(code) == BACK:
            back = {key: lines[order[place]] for place, key in enumerate(order[1:])}
            moved = [replace(cell, about=back[cell.about.key]) for cell in cells]
            table.cells = [cell for cell in table.cells if cell.period != period] + moved


def _by_period(cells: Sequence[Cell]) -> dict[PartialDate, list[Cell]]:
    found: dict[PartialDate, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.period, []).append(cell)
    return found


def _numbers(cells: Sequence[Cell], style: str) -> Iterator[tuple[str, Decimal]]:
    for cell in cells:
        try:
            figures = read_cell(cell.text, style)
        except CellRefused:
            continue
        value = figures.value if figures.value is not None else figures.numerator
        if value is not None:
            yield cell.about.key, Decimal(value)
