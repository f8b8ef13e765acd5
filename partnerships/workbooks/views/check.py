"""What a checked workbook would do: sheet by sheet, what a person has to decide, and what would change (F2)."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import WorkbookImport, WorkbookLine
from partnerships.rules.lifecycle import ImportStatus
from partnerships.workbooks.forms import CENTURIES, DAYS, DECIMALS
from partnerships.workbooks.rules.cases import CLEAR, SAME, SET, Asked, Case, cases_of
from partnerships.workbooks.rules.fields import CellRefused, Field, read_cell, shown_cell
from partnerships.workbooks.rules.kinds import KINDS
from partnerships.workbooks.services import reading, running
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.sheets import ENCODINGS
from pes_partnerships.lib.sheets.days import CENTURY, ORDER, DayUnclear
from pes_partnerships.lib.sheets.figures import MARKS, NumberUnclear

from .lines import changes_of
from .workbooks import run, sheet_rows, workbook_of

CASES = 20
AT_ONCE = 5000  # lines
SHOWN_CHANGES = 6
EMPTY = "-"  # said of a cell: it stays empty
QUESTIONS = {ORDER: ("days", DAYS), CENTURY: ("centuries", CENTURIES), MARKS: ("decimals", DECIMALS)}


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = workbook_of(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect("partnerships:workbook", pk)
    cases = _cases(found)
    errors: dict[str, str] = {}
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name, _ways in QUESTIONS.values()}
        options = {name: said[name] for name, ways in QUESTIONS.values() if said[name] and said[name] in dict(ways)}
        decisions, errors = _typed(request.POST, cases, found)
        if not errors:
            try:
                running.decide(workbook=found, decisions=decisions, options=options)
            except MoveRefused:
                return redirect("partnerships:workbook", pk)
            run(found)
            return redirect("partnerships:workbook", pk)
    page = Paginator(cases, CASES).get_page(request.GET.get("page"))
    rows, still_open = sheet_rows(found), running.open_lines(found)
    context = {
        "found": found,
        "rows": rows,
        "whole": rows[-1],
        "still_open": still_open,
        "questions": _questions(found, request.POST),
        "page": page,
        "cases": [_shown_case(case, errors, request.POST) for case in page.object_list],
        "later": max(0, still_open - AT_ONCE),
        "undecided": sum(case.is_open for case in cases),
        "changes": _changes(found),
        "is_empty": not (rows[-1]["new"] or rows[-1]["change"]),
        "chosen": _chosen(found),
    }
    return render(request, "partnerships/workbooks/workbook_check.html", context, status=422 if errors else 200)


def _cases(found: WorkbookImport) -> list[Case]:
    """Of so many lines at once, the open ones first: the others are asked about when these are decided."""
    rows = found.lines.filter(~Q(problems=[]) | ~Q(duplicates=[]))
    rows = list(rows.order_by("-is_open", "kind", "sheet", "number")[:AT_ONCE])
    below = _lines_below(found, [row for row in rows if row.kind == "partnerships"])
    return cases_of(
        Asked(
            key=row.pk,
            kind=row.kind,
            sheet=row.sheet,
            number=row.number,
            name=str(row.values.get("title") or row.values.get("name") or row.values.get("objective") or ""),
            values=row.values,
            problems=[each for each in row.problems if each["code"] not in QUESTIONS],
            duplicates=row.duplicates,
            answer=str(row.decision.get("answer", "")),
            target=row.decision.get("target"),
            is_open=row.is_open,
            below=below.get(row.pk, 0),
        )
        for row in rows
    )


def _lines_below(found: WorkbookImport, rows: list[WorkbookLine]) -> dict[int, int]:
    """How many lines of other sheets name the partnership of each of these lines, by its key."""
    if not rows:
        return {}
    others = found.lines.exclude(kind="partnerships").order_by().values_list("values__partnership")
    named = {str(name): number for name, number in others.annotate(Count("pk"))}
    codes = ("record", "own_number", "title")
    return {
        row.pk: sum(named.get(str(row.values.get(code)), 0) for code in codes if row.values.get(code)) for row in rows
    }


def _typed(
    data: QueryDict, cases: list[Case], found: WorkbookImport
) -> tuple[dict[int, dict[str, Any]], dict[str, str]]:
    """Decisions by line, and what is wrong with a figure that was entered."""
    decisions: dict[int, dict[str, Any]] = {}
    errors: dict[str, str] = {}
    how = reading.reading_of(found.options, reading.known_terms())
    for case in cases:
        answer = data.get(f"answer-{case.key}", "")
        if answer and answer in dict(case.answers):
            for line in case.lines:
                before = decisions.get(line.key, {})
                said = _decision(case, answer)
                decisions[line.key] = {**before, **said, "cells": {**before.get("cells", {}), **said.get("cells", {})}}
        if not case.takes_cells:
            continue
        for lines in case.entries:
            name = cell_name(case, lines[0])
            text = data.get(name, "").strip()
            if not text:
                continue
            try:
                value = None if text == EMPTY else read_cell(case.field, text, how)
            except (CellRefused, DayUnclear, NumberUnclear) as refused:
                errors[name] = str(refused)
                continue
            for line in lines:
                said = decisions.setdefault(line.key, {})
                said |= {"answer": "", "cells": {**said.get("cells", {}), case.column: value}}
    return decisions, errors


def _decision(case: Case, answer: str) -> dict[str, Any]:
    """An answer as a line keeps it; a value chosen for all of them takes the place of the missing cell."""
    name, _colon, target = answer.partition(":")
    if name == SET:
        return {"answer": SAME if case.kind == "parties" else "", "cells": {case.column: target}}
    if name == CLEAR:
        return {"cells": dict.fromkeys(case.clears)}
    return {"answer": name, "target": int(target) if target else None}


def cell_name(case: Case, line: Asked) -> str:
    """One line may lack several cells."""
    return f"cell-{line.key}-{case.column}"


def _shown_case(case: Case, errors: dict[str, str], data: Mapping[str, str]) -> dict[str, Any]:
    field, entries = case.field, case.entries
    return {
        "case": case,
        "field": field.title if field else "",
        "cells": [_shown_entry(case, lines, errors, data) for lines in entries[:CASES]],
        "more": max(0, len(entries) - CASES),
        "names": [] if entries else list(dict.fromkeys(line.name for line in case.lines if line.name))[:CASES],
        "answers": [
            {"value": value, "label": label, "is_chosen": value == data.get(f"answer-{case.key}", case.answer)}
            for value, label in case.answers
        ],
        "sides": _sides(case) if case.is_duplicate else [],
    }


def _shown_entry(case: Case, lines: list[Asked], errors: dict[str, str], data: Mapping[str, str]) -> dict[str, Any]:
    """One input, for a line or for all that say the same."""
    name, first, cell = cell_name(case, lines[0]), lines[0], lines[0].cell_of(case.column)
    words = _("Line %(line)s, %(name)s") if first.name else _("Line %(line)s")
    label = words % {"line": first.number, "name": first.name}
    if len(lines) > 1:
        count = len(lines)
        words = ngettext("“%(cell)s” in %(count)s line", "“%(cell)s” in %(count)s lines", count)
        label = words % {"cell": cell, "count": display_number(count)}
    return {
        "name": name,
        "label": label,
        "cell": cell if len(lines) == 1 else "",
        "error": errors.get(name, ""),
        "typed": data.get(name, ""),
        "choices": _choices(case.field),
    }


def _choices(field: Field) -> list[tuple[str, str]]:
    """Of a closed list; nothing is chosen beforehand."""
    if not field.choices:
        return []
    empty = [] if field.is_needed else [(EMPTY, _("Leave it empty"))]
    return [("", _("Choose")), *((code, str(label)) for code, label in field.choices), *empty]


def _sides(case: Case) -> list[dict[str, str]]:
    """What the portfolio has beside what the file says."""
    line = case.lines[0]
    other = line.duplicates[0]
    rows = [{"label": _("Name"), "stored": other["name"], "said": line.name}]
    if other.get("place") or line.values.get("place"):
        rows.append({"label": _("Place"), "stored": other.get("place", ""), "said": line.values.get("place", "")})
    if other.get("record"):
        number = line.values.get("record") or line.values.get("own_number") or ""
        rows.append({"label": _("Number"), "stored": other["record"], "said": str(number)})
    return rows


def _questions(found: WorkbookImport, data: Mapping[str, str]) -> list[dict[str, Any]]:
    """What cells of the file can be read in two ways, asked once for all of them."""
    asked = found.options.get("asked", {})
    return [
        {
            "name": name,
            "choices": [each for each in choices if each[0]],
            "count": asked[code]["count"],
            "example": asked[code]["example"],
            "code": code,
            "chosen": data.get(name, ""),
        }
        for code, (name, choices) in QUESTIONS.items()
        if code in asked
    ]


def _chosen(found: WorkbookImport) -> list[dict[str, str]]:
    """What holds for the whole file, as it was chosen."""
    said = [
        {"label": str(kind.title), "text": _("Headings in line %(line)s") % {"line": each["heading"]}}
        for each in found.sheets
        if each["heading"] not in ("", "1") and (kind := KINDS.get(each["kind"]))
    ]
    for name, choices, label in (
        ("days", DAYS, _("Dates")), ("centuries", CENTURIES, _("Years")), ("decimals", DECIMALS, _("Decimals")),
        ("encoding", ENCODINGS, _("Encoding of the text")),
    ):  # fmt: skip
        if found.options.get(name):
            said.append({"label": label, "text": str(dict(choices)[found.options[name]])})
    for key, value in found.options.get("values", {}).items():
        kind_code, _dot, code = key.partition(".")
        field = KINDS[kind_code].by_code[code]
        text = _("%(value)s, where a line names none") % {"value": shown_cell(field, value)}
        said.append({"label": f"{KINDS[kind_code].title}: {field.title}", "text": text})
    return said


def _changes(found: WorkbookImport) -> list[dict[str, str]]:
    rows = found.lines.filter(plan="change", is_open=False).order_by("kind", "number")[:SHOWN_CHANGES]
    return [change for row in rows for change in changes_of(row)][:SHOWN_CHANGES]
