"""The list behind the groups of the start page: everything that waits, with filters, and as a file."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.portfolio.forms.tasks import TaskFilter
from partnerships.portfolio.services.portfolio import lapsed_managers
from partnerships.portfolio.services.tasks import MINE, OTHERS, chosen, kinds, reader
from partnerships.shared.views.lists import as_file, page_of
from partnerships.shared.views.task_lines import TaskLine, lines_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance

COLUMNS = [
    Column(gettext_lazy("Task"), "label"),
    Column(gettext_lazy("Partnership"), "task.partnership.title"),
    Column(gettext_lazy("Reference"), "task.partnership.reference"),
    Column(gettext_lazy("Reason"), "reason"),
    Column(gettext_lazy("Due"), "due_on"),
    Column(gettext_lazy("Overdue"), "late"),
    Column(gettext_lazy("Responsible"), "with_whom"),
]
VIEWS = {MINE: gettext_lazy("Your tasks"), OTHERS: gettext_lazy("Tasks of others"), "all": gettext_lazy("All tasks")}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def tasks(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = kinds(request.membership)
    whose = request.GET.get("whose") if request.GET.get("whose") in VIEWS else MINE
    form = TaskFilter(request.GET or None, membership=request.membership, kinds=groups)
    asked = form.chosen()
    codes = next((group.codes for group in groups if group.key == asked.get("kind")), [])
    office = asked.get("office")
    found = chosen(
        reader(request.membership, lapsed_managers(request.membership)),
        whose,
        codes,
        late=bool(asked.get("late")),
        office=office.pk if office else None,
        today=today,
    )
    is_file = bool(request.GET.get("format"))
    file = as_file(request, _("tasks"), COLUMNS, lines_of(list(found), today) if is_file else ())
    if file:
        return file
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "columns": _columns(),
        "rows": [_cells(line, today) for line in lines_of(list(page), today)],
        "tabs": [
            {"url": f"?whose={name}", "label": label, "count": None, "current": name == whose}
            for name, label in VIEWS.items()
        ],
        "list_line": _list_line(page.paginator.count),
    }
    return render(request, "partnerships/portfolio/tasks.html", context)


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Task")},
        {"label": _("Partnership")},
        {"label": _("Due"), "date": True},
        {"label": _("Responsible")},
    ]


def _cells(line: TaskLine, today: date) -> list[dict[str, Any] | str]:
    partnership = line.task.partnership
    due: dict[str, Any] = {"unknown": _("no date set"), "note": line.when}
    if line.due_on:
        due = {"text": display_date(line.due_on), "note": distance(line.due_on, today), "is_late": line.is_late}
    return [
        {"text": line.label, "url": line.url, "note": line.reason},
        {"text": partnership.title, "url": reverse("partnerships:partnership", args=[partnership.pk])},
        due,
        line.with_whom,
    ]


def _list_line(count: int) -> str:
    words = ngettext("%(count)s task, earliest due date first.", "%(count)s tasks, earliest due date first.", count)
    return words % {"count": display_number(count)}
