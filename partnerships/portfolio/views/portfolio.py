"""The portfolio: what must I do, what is late with others, whom we serve, what do we have (X1)."""

import datetime
from collections import Counter
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.access import can_form
from partnerships.matching.rules.asking import ask
from partnerships.models import TargetGroup
from partnerships.portfolio.forms.portfolio import Narrowing, PortfolioFilter
from partnerships.portfolio.rules.pictures import LARGE
from partnerships.portfolio.services import portfolio as reading
from partnerships.portfolio.services.listing import Listed, listed
from partnerships.portfolio.services.pictures import picture_counts, regions_named
from partnerships.portfolio.services.portfolio import coverage
from partnerships.portfolio.services.tasks import MINE, OTHERS, Group, oldest_of_others, reader, waiting
from partnerships.shared.views.lists import as_file, asked_of, page_of, size_of, sort_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.templatetags.ui import distance

from .pictures import lack_words, narrowed_words, pictures
from .portfolio_rows import PortfolioRow, WideRow, coverage_picture, list_columns, wide_columns
from .saved_views import TABS as VIEW_TABS
from .saved_views import saved_state, url_of, views_shown
from .task_lines import group_lines, kind_line

TABS = {
    "all": gettext_lazy("All"),
    "review": gettext_lazy("Review within 30 days"),
    "ending": gettext_lazy("Ending by 31 December"),
    "drafts": gettext_lazy("Drafts and amendments"),
    "unplanned": gettext_lazy("No review planned"),
    "lacking": gettext_lazy("Money or mandate missing"),
}
HIDDEN = ("ending:unfollowed",)  # views without a tab
COUNTED_UP_TO = 1000
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
    Column(gettext_lazy("Findings"), "listed.findings"),
    Column(
        gettext_lazy("Money or mandate missing"),
        lambda row: lack_words(row.listed.lacks, row.listed.funding_ends_on),
    ),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def portfolio(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    tab = request.GET.get("view") if request.GET.get("view") in (*TABS, *HIDDEN) else "all"
    groups = list(TargetGroup.objects.order_by("order", "code"))
    drawn = picture_counts(request.membership)
    offered = {"groups": groups, "regions": regions_named(drawn)}
    form = PortfolioFilter(request.GET or None, membership=request.membership, **offered)
    sort = sort_of(request, reading.SORTS, "review")
    narrowing = Narrowing(request.GET, membership=request.membership).chosen(today)
    asked, chosen = asked_of(request), {**form.chosen(), **narrowing}
    found = reading.visible_lines(request.membership)
    found = reading.filtered(found, asked, chosen, today).filter(reading.tab_conditions(today)[tab])
    ordered = reading.in_order(found, sort)
    rows = map(PortfolioRow, listed(ordered)) if request.GET.get("format") else ()
    file = as_file(request, _("partnerships"), COLUMNS, rows)
    if file:
        return file
    lapsed = reading.lapsed_managers(request.membership)
    figures = reading.figures(request.membership, lapsed)
    counts = figures.everybodys
    is_large = counts["all"] >= LARGE
    size = size_of(request, SIZES)
    page = page_of(request, ordered, size=size, known=None if any(chosen.values()) else counts[tab])
    context = {
        "today": today,
        "form": form,
        "asked": asked,
        "sort": sort,
        "page": page,
        "sizes": [(other, other == size) for other in SIZES],
        "columns": wide_columns() if is_large else list_columns(),
        "rows": [_row(row, today, is_large=is_large) for row in listed(page.object_list)],
        **_tabs_and_views(request, tab, counts, offered, today, is_large=is_large),
        "has_any": bool(counts["all"]),
        "is_large": is_large,
        "narrowed": narrowed_words(narrowing, request.membership),
        "list_line": _list_line(page.paginator.count, counts["all"], sort),
        **_waiting(request, today, lapsed, figures),
        **(pictures(request, today, groups, counts, drawn) if is_large else coverage_picture(coverage(groups, counts))),
        "may_form": can_form(request.user),
    }
    return render(request, "partnerships/portfolio/portfolio.html", context)


def _row(row: Listed, today: datetime.date, *, is_large: bool) -> list[dict[str, Any] | str]:
    return (WideRow(row) if is_large else PortfolioRow(row)).cells(today)


def _tabs_and_views(
    request: HttpRequest, tab: str, counts: Counter, offered: dict[str, Any], today: datetime.date, *, is_large: bool
) -> dict[str, Any]:
    """The tabs that everybody has, then saved views with their counts, and what is to be said of the one shown."""
    views = views_shown(request.membership)
    state = saved_state(request, views)
    shown = state.get("saved")
    tabs = _tabs("" if shown else tab, counts, is_large=is_large)
    for view in views[:VIEW_TABS]:
        found = _counted(request, QueryDict(view.query), offered, today)
        tabs.append({"url": url_of(view), "label": view.name, "count": found, "current": view == shown})
    return {"tabs": tabs, "more_views": bool(views), **state}


def _counted(request: HttpRequest, asked: QueryDict, offered: dict[str, Any], today: datetime.date) -> int | None:
    """How many partnerships a saved view shows; None from COUNTED_UP_TO on, so that the page costs the same."""
    form = PortfolioFilter(asked, membership=request.membership, **offered)
    narrowing = Narrowing(asked, membership=request.membership).chosen(today)
    found = reading.visible_lines(request.membership)
    words = ask(asked.get("q", ""), only=asked.get("only") == "1")
    found = reading.filtered(found, words, {**form.chosen(), **narrowing}, today)
    condition = reading.tab_conditions(today).get(asked.get("view", "all"), Q())
    number = found.filter(condition).order_by()[:COUNTED_UP_TO].count()
    return number if number < COUNTED_UP_TO else None


def _tabs(current: str, counts: Counter, *, is_large: bool) -> list[dict[str, Any]]:
    return [
        {
            "url": "?" if name == "all" else f"?view={name}",
            "label": label,
            "count": counts[name],
            "current": name == current,
        }
        for name, label in TABS.items()
        if is_large or name != "lacking" or counts[name]
    ]


def _waiting(request: HttpRequest, today: datetime.date, lapsed: list[int], figures: reading.Figures) -> dict[str, Any]:
    who = reader(request.membership, lapsed, has_requests=figures.has_requests)
    mine, others = waiting(who, figures)
    return {
        "waiting": group_lines(mine, MINE, today),
        "others": [kind_line(group, OTHERS) for group in others],
        "figures": _figures(mine, others, oldest_of_others(who) if others else None, figures.everybodys),
        "more_figures": _more_figures(figures.everybodys),
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
        _figure(
            counts["ending"],
            _("end by 31 December"),
            "?view=ending#partnerships",
            _followed_words(counts["ending:unfollowed"]),
        ),
        _figure(counts["unplanned"], _("in force without a planned review"), "?view=unplanned#partnerships"),
    ]


def _more_figures(counts: Counter) -> list[dict[str, Any]]:
    """Those of a large portfolio."""
    found = ngettext("in %(count)s partnership", "in %(count)s partnerships", counts["with_findings"])
    return [
        _figure(counts["lacking"], _("money or mandate missing"), "?view=lacking#partnerships"),
        _figure(
            counts["findings"],
            ngettext("finding", "findings", counts["findings"]),
            reverse(hooks.findings_page[0]) if hooks.findings_page else "?sort=-findings#partnerships",
            found % {"count": display_number(counts["with_findings"])},
        ),
    ]


def _followed_words(unfollowed: int) -> str:
    if not unfollowed:
        return ""
    words = ngettext("nothing follows %(count)s of them", "nothing follows %(count)s of them", unfollowed)
    return words % {"count": display_number(unfollowed)}


def _figure(value: int, label: str, url: str, note: str = "") -> dict[str, Any]:
    return {"value": display_number(value), "label": label, "url": url, "note": note if value else ""}


def _lede(today: datetime.date, counts: Counter) -> str:
    words = ngettext(
        "The portfolio has %(count)s partnership.", "The portfolio has %(count)s partnerships.", counts["all"]
    )
    running = ngettext(
        "%(count)s has an agreement in force.", "%(count)s have an agreement in force.", counts["running"]
    )
    return " ".join([
        _("Today is %(day)s.") % {"day": display_date(today, weekday=True)},
        words % {"count": display_number(counts["all"])},
        running % {"count": display_number(counts["running"])},
    ])  # fmt: skip


def _list_line(found: int, total: int, sort: str) -> str:
    order = {
        "review": _("Sorted by next review, earliest first."),
        "-review": _("Sorted by next review, latest first."),
        "title": _("Sorted by name."),
        "model": _("Sorted by model."),
        "status": _("Sorted by status."),
        "office": _("Sorted by office."),
        "findings": _("Sorted by the number of findings, the fewest first."),
        "-findings": _("Sorted by the number of findings, the most first."),
    }
    words = ngettext("%(found)s of %(count)s partnership.", "%(found)s of %(count)s partnerships.", total)
    key = sort if sort in order else sort.removeprefix("-")
    return f"{words % {'found': display_number(found), 'count': display_number(total)}} {order[key]}"
