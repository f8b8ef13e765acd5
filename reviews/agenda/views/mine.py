"""What one person has to do about reviews, late ones first: read on a phone, between two visits (N1, R1, R2)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.portfolio.services.portfolio import lapsed_managers
from partnerships.portfolio.services.tasks import MINE, chosen, reader
from partnerships.shared.views.lists import as_file, page_of
from partnerships.shared.views.task_lines import TaskLine, lines_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance
from reviews.agenda.rules import Part, part_of
from reviews.agenda.services import LOG, LOG_AT_OFFICE
from reviews.models import Review
from reviews.shared.views import title_of

from .waiting import KINDS

COLUMNS = [
    Column(gettext_lazy("Task"), "label"),
    Column(gettext_lazy("Partnership"), "task.partnership.title"),
    Column(gettext_lazy("Reference"), "task.partnership.reference"),
    Column(gettext_lazy("Reason"), "reason"),
    Column(gettext_lazy("Due"), "due_on"),
    Column(gettext_lazy("Days late"), lambda line: days_late(line)),
]
HEADINGS = {
    Part.LATE: gettext_lazy("Overdue"),
    Part.TODAY: pgettext_lazy("due", "Today"),
    Part.WEEK: gettext_lazy("In the next seven days"),
    Part.LATER: pgettext_lazy("due", "Later"),
    Part.UNDATED: gettext_lazy("No date set"),
}


def days_late(line: TaskLine) -> int | None:
    return (line.today - line.due_on).days if line.due_on and line.is_late else None


@role_required("log_review")
@require_http_methods(["GET"])
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own tasks about reviews, as the list of tasks has them; each opens where the work stopped."""
    today = timezone.localdate()
    found = chosen(reader(request.membership, lapsed_managers(request.membership)), MINE, KINDS, today=today)
    is_file = bool(request.GET.get("format"))
    if file := as_file(request, _("your reviews"), COLUMNS, lines_of(list(found), today) if is_file else ()):
        return file
    page = page_of(request, found)
    context = {
        "parts": list(_parts(lines_of(list(page), today))),
        "page_obj": page,
        "count_line": _count_line(page.paginator.count),
        "coming": "" if page.paginator.count else _coming(request.membership),
    }
    return render(request, "reviews/agenda/mine.html", context)


def _parts(lines: list[TaskLine]) -> Iterator[dict[str, Any]]:
    """`lines` are in the order of their days."""
    for part, found in groupby(lines, key=lambda line: part_of(line.due_on, line.today)):
        yield {"key": part.value, "heading": HEADINGS[part], "lines": [_line(line) for line in found]}


def _line(line: TaskLine) -> dict[str, Any]:
    is_review = line.task.kind in (LOG, LOG_AT_OFFICE)
    return {
        "url": reverse("reviews:review_go_on", args=[line.task.ref]) if is_review else line.url,
        "label": line.label,
        "partnership": line.task.partnership.title,
        "is_started": line.task.facts.get("started", False),
        "late": _late(days_late(line)),
        "due": _due(line.due_on, line.today),
    }


def _late(days: int | None) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": display_number(days)} if days else ""


def _due(due_on: date | None, today: date) -> str:
    if due_on is None or due_on == today:
        return ""
    if due_on < today:
        return pgettext("the day has passed", "Was due on %(day)s") % {"day": display_date(due_on)}
    said = {"day": display_date(due_on), "distance": distance(due_on, today)}
    return _("Due on %(day)s, %(distance)s") % said


def _count_line(count: int) -> str:
    text = ngettext("%(count)s task, overdue first.", "%(count)s tasks, overdue first.", count)
    return text % {"count": display_number(count)}


def _coming(membership: Membership) -> str:
    """When something is due that is not on the list yet."""
    rows = Review.objects.not_logged().visible_to(membership)
    if membership.role == Role.MANAGER:
        rows = rows.filter(Q(series__partnership__manager=None) | Q(series__partnership__manager=membership.user_id))
    following = rows.select_related("series__partnership").order_by("due_on", "pk").first()
    if following is None:
        return ""
    said = {
        "what": title_of(following),
        "partnership": following.series.partnership.title,
        "day": display_date(following.due_on),
    }
    return _("The next one is “%(what)s” of the partnership “%(partnership)s”, due on %(day)s.") % said
