"""The portfolio: what must I do, what is late with others, whom we serve, what do we have (X1)."""

import datetime
from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form
from partnerships.models import TargetGroup
from partnerships.portfolio.forms.portfolio import PortfolioFilter
from partnerships.portfolio.services import portfolio as reading
from partnerships.portfolio.services.listing import listed
from partnerships.portfolio.services.tasks import MINE, OTHERS, Group, oldest_of_others, reader, waiting
from partnerships.shared.views.lists import as_file, asked_of, page_of, size_of, sort_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance

from .portfolio_rows import PortfolioRow, coverage_picture, list_columns
from .task_lines import group_lines, kind_line

TABS = {
    "all": gettext_lazy("All"),
    "review": gettext_lazy("Review within 30 days"),
    "ending": gettext_lazy("Ending by 31 December"),
    "drafts": gettext_lazy("Drafts and amendments"),
    "unplanned": gettext_lazy("No review planned"),
}
SIZES = (15, 50, 100)
COLUMNS = [
    Column(gettext_lazy("Reference"), "listed.reference"),
    Column(gettext_lazy("Partnership"), "listed.title"),
    Column(gettext_lazy("Country and place"), "where"),
    Column(gettext_lazy("Model"), "model"),
    Column(gettext_lazy("Elements of other models"), "elements"),
    Column(gettext_lazy("Partner"), "partner_names", each=True),
    Column(gettext_lazy("Status"), "status_label"),
    Column(gettext_lazy("Ends"), "ends"),
    Column(gettext_lazy("Term"), "term_words"),
    Column(gettext_lazy("Origin of the agreement"), "origin"),
    Column(gettext_lazy("Next review"), "listed.review_on"),
    Column(gettext_lazy("Office"), "office"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def portfolio(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    tab = request.GET.get("view") if request.GET.get("view") in TABS else "all"
    groups = list(TargetGroup.objects.order_by("order", "code"))
    form = PortfolioFilter(request.GET or None, membership=request.membership, groups=groups)
    sort = sort_of(request, reading.SORTS, "review")
    found, asked, chosen = reading.visible_lines(request.membership), asked_of(request), form.chosen()
    found = reading.filtered(found, asked, chosen, today).filter(reading.tab_conditions(today)[tab])
    ordered = reading.in_order(found, sort)
    rows = map(PortfolioRow, listed(ordered)) if request.GET.get("format") else ()
    file = as_file(request, _("partnerships"), COLUMNS, rows)
    if file:
        return file
    lapsed = reading.lapsed_managers(request.membership)
    figures = reading.figures(request.membership, lapsed)
    counts = figures.everybodys
    size = size_of(request, SIZES)
    page = page_of(request, ordered, size=size, known=None if any(chosen.values()) else counts[tab])
    context = {
        "today": today,
        "form": form,
        "asked": asked,
        "sort": sort,
        "page": page,
        "sizes": [(other, other == size) for other in SIZES],
        "columns": list_columns(),
        "rows": [PortfolioRow(row).cells(today) for row in listed(page.object_list)],
        "tabs": _tabs(tab, counts),
        "has_any": bool(counts["all"]),
        "list_line": _list_line(page.paginator.count, counts["all"], sort),
        **_waiting(request, today, lapsed, figures),
        **coverage_picture(reading.coverage(groups, counts)),
        "may_form": can_form(request.user),
    }
    return render(request, "partnerships/portfolio/portfolio.html", context)


def _tabs(current: str, counts: Counter) -> list[dict[str, Any]]:
    return [
        {
            "url": "?" if name == "all" else f"?view={name}",
            "label": label,
            "count": counts[name],
            "current": name == current,
        }
        for name, label in TABS.items()
    ]


def _waiting(request: HttpRequest, today: datetime.date, lapsed: list[int], figures: reading.Figures) -> dict[str, Any]:
    who = reader(request.membership, lapsed, has_requests=figures.has_requests)
    mine, others = waiting(who, figures)
    return {
        "waiting": group_lines(mine, MINE, today),
        "others": [kind_line(group, OTHERS) for group in others],
        "figures": _figures(mine, others, oldest_of_others(who) if others else None, figures.everybodys),
        "lede": _lede(today, figures.everybodys),
    }


def _figures(
    mine: list[Group], others: list[Group], oldest: datetime.date | None, counts: Counter
) -> list[dict[str, Any]]:
    """Each number is the length of the list that its link opens."""
    list_of_tasks = reverse("partnerships:tasks")
    late = sum(group.late for group in mine)
    return [
        _figure(
            sum(group.count for group in mine),
            _("wait for you"),
            f"{list_of_tasks}?whose={MINE}",
            ngettext("%(count)s of them overdue", "%(count)s of them overdue", late) % {"count": display_number(late)},
        ),
        _figure(
            sum(group.count for group in others),
            _("overdue with others"),
            f"{list_of_tasks}?whose={OTHERS}&late=1",
            _("the oldest %(late)s") % {"late": distance(oldest)} if oldest else "",
        ),
        _figure(counts["ending"], _("end by 31 December"), "?view=ending#partnerships"),
        _figure(counts["unplanned"], _("in force without a planned review"), "?view=unplanned#partnerships"),
    ]


def _figure(value: int, label: str, url: str, note: str = "") -> dict[str, Any]:
    return {"value": display_number(value), "label": label, "url": url, "note": note if value else ""}


def _lede(today: datetime.date, counts: Counter) -> str:
    words = ngettext(
        "The portfolio has %(count)s partnership.", "The portfolio has %(count)s partnerships.", counts["all"]
    )
    return " ".join([
        _("Today is %(day)s.") % {"day": display_date(today, weekday=True)},
        words % {"count": display_number(counts["all"])},
    ])  # fmt: skip


def _list_line(found: int, total: int, sort: str) -> str:
    order = {
        "review": _("Sorted by next review, earliest first."),
        "-review": _("Sorted by next review, latest first."),
        "title": _("Sorted by name."),
        "model": _("Sorted by model."),
        "status": _("Sorted by status."),
        "office": _("Sorted by office."),
    }
    words = ngettext("%(found)s of %(count)s partnership.", "%(found)s of %(count)s partnerships.", total)
    key = sort if sort in order else sort.removeprefix("-")
    return f"{words % {'found': display_number(found), 'count': display_number(total)}} {order[key]}"
