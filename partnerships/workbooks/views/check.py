"""What a checked workbook would do: sheet by sheet, what a person has to decide, and what would change (F2)."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import WorkbookImport, WorkbookLine
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.views.lists import as_file, page_of
from partnerships.workbooks.forms import CENTURIES, DAYS, DECIMALS
from partnerships.workbooks.rules.cases import SAME, SET, Asked, Case, cases_of
from partnerships.workbooks.rules.fields import CellRefused, read_cell, shown_cell
from partnerships.workbooks.rules.kinds import KINDS
from partnerships.workbooks.services import reading, running
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.sheets.days import CENTURY, ORDER, DayUnclear
from pes_partnerships.lib.sheets.figures import MARKS, NumberUnclear

from .workbooks import sheet_rows, workbook_of

CASES = 20
SHOWN_CHANGES = 6
QUESTIONS = {ORDER: ("days", DAYS), CENTURY: ("centuries", CENTURIES), MARKS: ("decimals", DECIMALS)}
PLANS = ("new", "change", "same", "skip")


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def workbook_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = workbook_of(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect("partnerships:workbook", pk)
    cases = _cases(found)
    errors: dict[int, str] = {}
    if request.method == "POST":
        options = {name: request.POST[name] for name, _way in QUESTIONS.values() if request.POST.get(name)}
        decisions, errors = _typed(request.POST, cases, found)
        if not errors:
            try:
                running.decide(workbook=found, decisions=decisions, options=options)
            except MoveRefused:
                return redirect("partnerships:workbook", pk)
            running.run_one(found.pk)
            return redirect("partnerships:workbook", pk)
    page = Paginator(cases, CASES).get_page(request.GET.get("page"))
    rows = sheet_rows(found)
    context = {
        "found": found,
        "rows": rows,
        "whole": rows[-1],
        "still_open": running.open_lines(found),
        "questions": _questions(found),
        "page": page,
        "cases": [_shown_case(case, errors) for case in page.object_list],
        "undecided": sum(case.is_open for case in cases),
        "changes": _changes(found),
        "is_empty": not (rows[-1]["new"] or rows[-1]["change"]),
        "chosen": _chosen(found),
    }
    return render(request, "partnerships/workbooks/workbook_check.html", context, status=422 if errors else 200)


def _cases(found: WorkbookImport) -> list[Case]:
    rows = found.lines.filter(~Q(problems=[]) | ~Q(duplicates=[])).order_by("kind", "sheet", "number")
    below = _lines_below(found)
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


def _lines_below(found: WorkbookImport) -> dict[int, int]:
    """How many lines of other sheets name a partnership of the file, by the key of its line."""
    lines = found.lines.exclude(kind="partnerships").values_list("values__partnership", flat=True)
    named: dict[str, int] = {}
    for name in lines:
        named[str(name)] = named.get(str(name), 0) + 1
    rows = found.lines.filter(kind="partnerships").values_list("pk", "values")
    codes = ("record", "own_number", "title")
    return {pk: sum(named.get(str(values.get(code)), 0) for code in codes if values.get(code)) for pk, values in rows}


def _typed(
    data: QueryDict, cases: list[Case], found: WorkbookImport
) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """Decisions by line, and what is wrong with a figure that was entered."""
    decisions: dict[int, dict[str, Any]] = {}
    errors: dict[int, str] = {}
    how = reading.reading_of(found.options, reading.known_terms())
    for case in cases:
        answer = data.get(f"answer-{case.key}", "")
        if answer and answer in dict(case.answers):
            decisions |= {line.key: _decision(case, answer) for line in case.lines}
        if not case.takes_cells:
            continue
        for line in case.lines:
            text = data.get(f"cell-{line.key}", "").strip()
            if not text:
                continue
            try:
                value = read_cell(KINDS[case.kind].by_code[case.column], text, how)
            except (CellRefused, DayUnclear, NumberUnclear) as refused:
                errors[line.key] = str(refused)
                continue
            said = decisions.setdefault(line.key, {})
            said |= {"answer": "", "cells": {**said.get("cells", {}), case.column: value}}
    return decisions, errors


def _decision(case: Case, answer: str) -> dict[str, Any]:
    """An answer as a line keeps it; a value chosen for all of them takes the place of the missing cell."""
    name, _colon, target = answer.partition(":")
    if name == SET:
        return {"answer": SAME if case.kind == "parties" else "", "cells": {case.column: target}}
    return {"answer": name, "target": int(target) if target else None}


def _shown_case(case: Case, errors: dict[int, str]) -> dict[str, Any]:
    kind = KINDS[case.kind]
    field = kind.by_code.get(case.column)
    cells = []
    if case.takes_cells and field:
        for line in case.lines[:CASES]:
            cell = next((each.get("cell", "") for each in line.problems if each["column"] == case.column), "")
            label = _("Line %(line)s, %(name)s") % {"line": line.number, "name": line.name or field.title}
            cells.append({"key": line.key, "label": label, "cell": cell, "error": errors.get(line.key, "")})
    return {
        "case": case,
        "field": field.title if field else "",
        "cells": cells,
        "names": list(dict.fromkeys(line.name for line in case.lines if line.name))[:CASES],
        "answers": [
            {"value": value, "label": label, "is_chosen": value == case.answer} for value, label in case.answers
        ],
        "sides": _sides(case) if case.is_duplicate else [],
    }


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


def _questions(found: WorkbookImport) -> list[dict[str, Any]]:
    """What cells of the file can be read in two ways, asked once for all of them."""
    asked = found.options.get("asked", {})
    return [
        {
            "name": name,
            "choices": [each for each in choices if each[0]],
            "count": asked[code]["count"],
            "example": asked[code]["example"],
            "code": code,
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


def changes_of(row: WorkbookLine) -> list[dict[str, str]]:
    kind = KINDS[row.kind]
    name = str(row.values.get("title") or row.values.get("name") or row.values.get("objective") or "")
    return [
        {
            "name": name,
            "partnership": str(row.values.get("partnership", "")),
            "field": str(kind.by_code[code].title),
            "before": shown_cell(kind.by_code[code], before),
            "after": shown_cell(kind.by_code[code], row.values.get(code)),
        }
        for code, before in row.before.items()
        if code in kind.by_code
    ]


@role_required("form_partnership")
@require_safe
def workbook_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of one sheet or of all, by what is planned, with their problems; as a file, too."""
    found = workbook_of(request, pk)
    rows = found.lines.order_by("kind", "sheet", "number")
    kind = KINDS.get(request.GET.get("sheet", ""))
    if kind:
        rows = rows.filter(kind=kind.code)
    plan = request.GET.get("plan", "")
    if plan in PLANS:
        rows = rows.filter(plan=plan)
    elif plan == "open":
        rows = rows.filter(is_open=True)
    elif plan == "problems":
        rows = rows.exclude(problems=[], duplicates=[])
    if file := as_file(request, _("import-lines"), LINE_COLUMNS, rows):
        return file
    page = page_of(request, rows)
    context = {
        "found": found,
        "page": page,
        "shown": [_shown_line(row) for row in page.object_list],
        "kind": kind,
        "plan": plan,
    }
    return render(request, "partnerships/workbooks/workbook_lines.html", context)


def _shown_line(row: WorkbookLine) -> dict[str, Any]:
    kind = KINDS[row.kind]
    said = [
        {"label": str(kind.by_code[code].title), "text": shown_cell(kind.by_code[code], value)}
        for code, value in row.values.items()
        if code in kind.by_code and value not in (None, "", [])
    ]
    return {"row": row, "kind": kind, "said": said[:6], "problems": row.problems, "changes": changes_of(row)}


def problem_texts(row: WorkbookLine) -> str:
    return "\n".join(each["text"] for each in row.problems)


LINE_COLUMNS = [
    Column(_lazy("Sheet"), "sheet"),
    Column(_lazy("Line"), "number"),
    Column(_lazy("Partnership"), lambda row: row.values.get("partnership") or row.values.get("title") or ""),
    Column(_lazy("Name"), lambda row: row.values.get("title") or row.values.get("name") or ""),
    Column(_lazy("Planned action"), "get_plan_display"),
    Column(_lazy("Problems"), problem_texts),
]
