"""The portfolio: what must I do, what is late with others, whom we serve, what do we have (X1)."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.access import can_form
from partnerships.portfolio.forms.portfolio import PortfolioFilter
from partnerships.portfolio.services import portfolio as reading
from partnerships.shared.views.lists import as_file, page_of, sort_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.templatetags.ui import distance

from .portfolio_rows import PortfolioRow, coverage_picture
from .waiting import in_time_order

TABS = {
    "all": gettext_lazy("All"),
    "review": gettext_lazy("Review within 30 days"),
    "ending": gettext_lazy("Ending by 31 December"),
    "drafts": gettext_lazy("Drafts and amendments"),
}
COLUMNS = [
    Column(gettext_lazy("Reference"), "partnership.reference"),
    Column(gettext_lazy("Partnership"), "partnership.title"),
    Column(gettext_lazy("Country and place"), "where"),
    Column(gettext_lazy("Model"), "model"),
    Column(gettext_lazy("Elements of other models"), "elements"),
    Column(gettext_lazy("Partners"), "all_partners"),
    Column(gettext_lazy("Status"), "status_label"),
    Column(gettext_lazy("Term"), "term_words"),
    Column(gettext_lazy("Next review"), "partnership.next_review_on"),
    Column(gettext_lazy("Office"), "office"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def portfolio(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    visible = reading.visible_partnerships(request.membership, today)
    tab = request.GET.get("view") if request.GET.get("view") in TABS else "all"
    form = PortfolioFilter(request.GET or None, membership=request.membership)
    sort = sort_of(request, reading.SORTS, "review")
    found = reading.filtered(visible, form.chosen(), today).filter(reading.tab_conditions(today)[tab])
    ordered = reading.for_list(reading.in_order(found, sort))
    file = as_file(request, _("partnerships"), COLUMNS, map(PortfolioRow, ordered) if _asks_file(request) else ())
    if file:
        return file
    page = page_of(request, ordered)
    counts = reading.tab_counts(visible, today)
    context = {
        "today": today,
        "form": form,
        "sort": sort,
        "page": page,
        "rows": [PortfolioRow(partnership) for partnership in page],
        "tabs": _tabs(tab, counts),
        "has_any": bool(counts["all"]),
        "list_line": _list_line(page.paginator.count, counts["all"], sort),
        **_waiting(request, today, counts["all"]),
        **coverage_picture(reading.coverage(visible)),
        "may_form": can_form(request.user),
    }
    return render(request, "partnerships/portfolio/portfolio.html", context)


def _asks_file(request: HttpRequest) -> bool:
    return bool(request.GET.get("format"))


def _tabs(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "url": "?" if name == "all" else f"?view={name}",
            "label": label,
            "count": counts[name],
            "current": name == current,
        }
        for name, label in TABS.items()
    ]


def _waiting(request: HttpRequest, today: datetime.date, total: int) -> dict[str, Any]:
    items = in_time_order(hooks.waiting(membership=request.membership, today=today))
    mine = [_line(item, today) for item in items if item.mine]
    others = [_line(item, today) for item in items if not item.mine]
    return {
        "waiting": mine[:8],
        "waiting_more": mine[8:],
        "others": others,
        "lede": _lede(today, total, mine, others),
    }


def _line(item: hooks.Waiting, today: datetime.date) -> dict[str, Any]:
    is_late = item.on is not None and item.on < today
    return {
        "url": item.url,
        "label": item.label,
        "what": item.partnership,
        "reason": item.reason,
        "late": distance(item.on, today) if is_late else "",
        "when": item.when or display_date(item.on),
        "in_words": distance(item.on, today) or item.when,
        "with_whom": item.with_whom,
    }


def _lede(today: datetime.date, total: int, mine: list, others: list) -> str:
    mine_words = ngettext("%(count)s task needs your action.", "%(count)s tasks need your action.", len(mine))
    sentences = [
        _("Today is %(day)s.") % {"day": display_date(today, weekday=True)},
        ngettext("The portfolio has %(count)s partnership.", "The portfolio has %(count)s partnerships.", total)
        % {"count": total},
        mine_words % {"count": len(mine)} if mine else _("No task needs your action."),
    ]
    late = sum(bool(line["late"]) for line in others)
    if late:
        words = ngettext(
            "%(count)s task of other people is overdue.", "%(count)s tasks of other people are overdue.", late
        )
        sentences.append(words % {"count": late})
    return " ".join(sentences)


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
    return f"{words % {'found': found, 'count': total}} {order[key]}"
