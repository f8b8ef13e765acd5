"""The lines of a file become cleaned values; what cannot be read is said, what the file must answer is collected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.models import Region, ServiceArea, TargetGroup
from partnerships.workbooks.rules.fields import NUMBER, CellRefused, Reading, Terms, exact_number, read_cell
from partnerships.workbooks.rules.kinds import KINDS, SheetKind
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.sheets import SheetRefused, column_letter
from pes_partnerships.lib.sheets.days import DayUnclear, Ways
from pes_partnerships.lib.sheets.figures import MARKS, NumberUnclear
from pes_partnerships.lib.text import fold

from .book import Line
from .tables import MOST_LINES, Table

_EXAMPLES = ("example", "exemple")


@dataclass
class Asked:
    """What cells of the file can be read in two ways: question -> how many cells, and the first of them."""

    questions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, question: str, cell: str) -> None:
        one = self.questions.setdefault(question, {"count": 0, "example": cell[:40]})
        one["count"] += 1


def reading_of(options: Mapping[str, Any], terms: Terms) -> Reading:
    ways = Ways(
        days=options.get("days", ""),
        centuries=options.get("centuries", ""),
        language=options.get("language", "") or get_language() or "",
    )
    return Reading(ways=ways, decimals=options.get("decimals", ""), terms=terms)


def known_terms() -> Terms:
    """The open lists of the database, by code and by name in every language."""
    found: dict[str, dict[str, str]] = {}
    for name, model in {"target_groups": TargetGroup, "service_areas": ServiceArea}.items():
        rows = list(model.objects.values_list("pk", "names"))
        found[name] = {fold(word): code for code, names in rows for word in names.values()}
        found[name] |= {fold(code): code for code, _names in rows}
    regions = list(Region.objects.order_by("-level", "code").values_list("code", "name"))
    found["regions"] = {fold(name): code for code, name in regions} | {fold(code): code for code, _name in regions}
    return found


def read_lines(
    table: Table, kind: SheetKind, columns: list[str], how: Reading, asked: Asked, filled: Mapping[str, Any]
) -> Iterator[Line]:
    """One line after the other; `filled`: values for cells that say nothing."""
    for row in table.rows:
        line = Line(kind.code, table.name, row.line, {})
        cells = list(zip(columns, row.cells, strict=False))
        if fold(next((cell for cell in row.cells if cell.strip()), "")) in _EXAMPLES:
            continue  # the line of the template that shows how to write
        if not any(code and cell.strip() for code, cell in cells):
            continue
        for number, (code, cell) in enumerate(cells):
            if code:
                _read(line, kind, code, cell, how, asked, number)
        for problem in row.problems:
            code = columns[problem.column] if problem.column is not None and problem.column < len(columns) else ""
            cell = {"cell": row.cells[problem.column][:200]} if code else {}
            severity = "note" if problem.is_note else "error"
            line.say(problem.text, code or _heading(table, problem.column), severity=severity, **cell)
        for code, value in filled.items():
            if line.get(code) is None and not any(each["column"] == code for each in line.problems):
                line.values[code] = value
        yield line


def _read(line: Line, kind: SheetKind, code: str, cell: str, how: Reading, asked: Asked, number: int) -> None:
    try:
        value = read_cell(kind.by_code[code], cell, how)
    except DayUnclear as unclear:
        asked.note(unclear.question, cell)
        line.say(str(unclear), code, code=unclear.question, cell=cell[:60])
    except NumberUnclear as unclear:
        asked.note(MARKS, cell)
        line.say(str(unclear), code, code=MARKS, cell=cell[:60])
    except CellRefused as refused:
        line.say(str(refused), code, cell=cell[:200], letter=column_letter(number))
    else:
        if value is not None:
            line.values[code] = value
            if kind.by_code[code].kind == NUMBER and exact_number(cell, how) != Decimal(value):
                said = _("%(cell)s was rounded to two decimals: %(value)s.")
                line.say(said % {"cell": cell.strip(), "value": value}, code, severity="note")


def _heading(table: Table, column: int | None) -> str:
    return table.headings[column] if column is not None and column < len(table.headings) else ""


def read_file(
    tables: list[Table],
    matched: Mapping[str, Mapping[str, Any]],
    options: Mapping[str, Any],
    progress: Callable[[int], None],
) -> tuple[list[Line], Asked, list[str]]:
    """All lines of the sheets that are matched, what the file must answer, and notes for people.

    `matched`: by the name of a table, {"kind", "columns"}.
    """
    how, asked, lines, notes = reading_of(options, known_terms()), Asked(), [], []
    for table in tables:
        said = matched.get(table.name)
        kind = KINDS.get(said["kind"]) if said else None
        if said is None or kind is None:
            notes.append(_("The sheet “%(name)s” is not read.") % {"name": table.name})
            notes += [f"{table.name}: {table.refused}"] if table.refused else []
            continue
        prefix = f"{kind.code}."
        filled = {
            name.removeprefix(prefix): value
            for name, value in options.get("values", {}).items()
            if name.startswith(prefix) and value not in (None, "", [])
        }
        last = 0
        for line in read_lines(table, kind, said["columns"], how, asked, filled):
            lines.append(line)
            last = line.number
            if len(lines) > MOST_LINES:
                raise SheetRefused(
                    _("The file has more than %(most)s lines. Split it and import the parts one after the other.")
                    % {"most": MOST_LINES}
                )
            if len(lines) % 500 == 0:
                progress(len(lines))
        for problem in table.problems:
            notes.append(f"{table.name}: {problem.text}")
        if table.sheet and (beyond := table.sheet.beyond()):
            text = _("“%(name)s” was read to line %(last)s, where a long run of empty lines begins. Line %(line)s and "
                     "what follows it hold data that were not read.")  # fmt: skip
            figures = {"last": display_number(last), "line": display_number(beyond)}
            notes.append(text % {"name": table.name, **figures})
    return lines, asked, notes
