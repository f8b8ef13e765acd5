"""The lines of a checked or written workbook, by what is planned; as a file, too (F2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.models import WorkbookLine
from partnerships.shared.views.lists import as_file, page_of
from partnerships.workbooks.rules.fields import shown_cell
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column

from .workbooks import workbook_of

PLANS = ("new", "change", "same", "skip")


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
    Column(gettext_lazy("Sheet"), "sheet"),
    Column(gettext_lazy("Line"), "number"),
    Column(gettext_lazy("Partnership"), lambda row: row.values.get("partnership") or row.values.get("title") or ""),
    Column(gettext_lazy("Name"), lambda row: row.values.get("title") or row.values.get("name") or ""),
    Column(gettext_lazy("Planned action"), "get_plan_display"),
    Column(gettext_lazy("Problems"), problem_texts),
]


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
