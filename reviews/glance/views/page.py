"""One page for the head of a service: which partnerships add value, what was decided, what is late, what it costs."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.models import YearlyCost
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.numbers import display_money
from reviews.agenda.services import CARRY_OUT
from reviews.glance.rules.costs import cost_picture
from reviews.glance.rules.figures import HEIGHT, ORDER, WIDTH, sentences, value_table, worth_words
from reviews.glance.services import gathering
from reviews.glance.services.gathering import SHOWN, Figures
from reviews.rules.vocabulary import Worth
from reviews.shared.paper import on_paper

from . import tables
from .files import asked_file
from .words import GOES_ON, kind_labels, models

CURRENCIES = 3  # that have a picture; the files have all


@role_required("see_offices")
@require_http_methods(["GET"])
def glance(request: HttpRequest) -> HttpResponse:
    membership, today = request.membership, timezone.localdate()
    if file := asked_file(request, membership, today):
        return file
    context = _context(membership, today)
    if request.GET.get("format") == "pdf":
        return _as_pdf(context, membership, today)
    return render(request, "reviews/glance/glance.html", context)


def _as_pdf(context: dict[str, Any], membership: Membership, today: date) -> HttpResponse:
    return on_paper(
        "reviews/glance/pdf.html",
        _unlinked({**context, "is_pdf": True}),
        title=_("Do our partnerships add value?"),
        name=_("At a glance, %(day)s") % {"day": today.isoformat()},
        membership=membership,
    )


def _unlinked(value: Any) -> Any:
    """Every table in it without links."""
    if isinstance(value, dict):
        plain = {key: _unlinked(each) for key, each in value.items()}
        return tables.without_links(plain) if "columns" in plain else plain
    return [_unlinked(each) for each in value] if isinstance(value, list) else value


def _context(membership: Membership, today: date) -> dict[str, Any]:
    figures = gathering.figures_of(membership, today.year)
    value = value_table(figures.value, models())
    told = _told(membership, figures, today, value.totals[2])
    return {
        "today": today,
        "year": today.year,
        "governed": value.total,
        "value": value,
        "value_rows": tables.value_rows(value),
        "width": WIDTH,
        "bars": tables.bars_of(value, HEIGHT),
        "files": tables.file_lines(),
        "groups": [worth_words(each) for each in ORDER],
        "jumps": _jumps(value.total, value.totals[2], figures.costed[today.year], told),
        **told,
        **_costs(membership, figures, today.year, value.total),
    }


def _jumps(governed: int, none: int, costed: int, told: dict[str, Any]) -> list[dict[str, Any]]:
    """The contents of the page, each part with how much it tells of."""
    late = sum(each.total for each in told["late"])
    return [
        {"anchor": "value", "label": _("Which add value"), "count": governed},
        {"anchor": "none", "label": _("Which add none"), "count": none},
        {"anchor": "cost", "label": _("Value against cost"), "count": costed},
        {"anchor": "decided", "label": _("Decided and not yet done"), "count": told["open_decisions"]},
        {"anchor": "late", "label": _("Overdue"), "count": late},
        {"anchor": "money", "label": _("Money agreed"), "count": None},
    ]


def _told(membership: Membership, figures: Figures, today: date, count_none: int) -> dict[str, Any]:
    """What is known of single ones: without value, decided, overdue; and the sentences that begin the page."""
    within = gathering.reach(membership)
    first_none = gathering.first_without_value(**within) if count_none else []
    first_decided = gathering.first_decisions(kind=CARRY_OUT, **within)
    count_decided = len(first_decided)
    if count_decided > SHOWN:
        count_decided = gathering.open_decisions(kind=CARRY_OUT, **within).count()
    groups = gathering.late_groups(membership, today)
    late = gathering.late_by_kind(groups, kind_labels(each.kind for each in groups))
    seen = frozenset(code for code, kind in hooks.task_kinds.items() if membership.may(kind.seen_by))
    return {
        "sentences": sentences(
            none=count_none,
            none_go_on=sum(figures.decided[Worth.NO, decision] for decision in GOES_ON),
            open_decisions=count_decided,
            oldest=first_decided[0].since if first_decided else None,
            late=sum(each.total for each in late),
            very_late=sum(each.numbers[-1] for each in late),
        ),
        "none": tables.none_rows(first_none, _costs_of([row.pk for row in first_none], today.year), today.year),
        "count_none": tables.shown_of(len(first_none), count_none),
        "decided": tables.decided_rows(first_decided[:SHOWN], today),
        "open_decisions": count_decided,
        "count_decided": tables.shown_of(min(SHOWN, count_decided), count_decided),
        "late": late,
        "late_rows": tables.late_rows(late, seen),
        "offices": tables.office_rows(gathering.late_by_office(groups, SHOWN)),
    }


def _costs_of(keys: list[int], year: int) -> dict[int, list[str]]:
    """What some partnerships cost in the year, one text a currency."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = YearlyCost.objects.filter(partnership__in=keys, year=year).order_by("currency")
    for key, amount, currency in rows.values_list("partnership", "amount", "currency") if keys else ():
        found[key].append(display_money(amount, currency))
    return found


def _costs(membership: Membership, figures: Figures, year: int, governed: int) -> dict[str, Any]:
    currencies = figures.currencies()
    money, years = figures.money_in(year), figures.by_year()
    return {
        "costs": [_in_currency(membership, figures, year, currency) for currency in currencies[:CURRENCIES]],
        "count_costed": figures.costed[year],
        "count_without_cost": governed - figures.costed[year],
        "other_currencies": ", ".join(currencies[CURRENCIES:]),
        "money": money,
        "money_by_currency": [
            {
                "currency": currency,
                "models": tables.model_rows([each for each in money if each.currency == currency]),
                "years": tables.year_rows(each for each in years if each.currency == currency),
            }
            for currency in currencies[:CURRENCIES]
        ],
    }


def _in_currency(membership: Membership, figures: Figures, year: int, currency: str) -> dict[str, Any]:
    picture = cost_picture(currency, year, figures.steps[currency])
    first = gathering.first_costliest(year=year, currency=currency, **gathering.reach(membership))
    return {
        "picture": picture,
        "rows": tables.step_rows(picture),
        "first": tables.cost_rows(first),
        "shown": tables.shown_of(len(first), picture.total),
        "texts": tables.texts_of(picture),
    }
