"""One page for the head of a service: which partnerships add value, what was decided, what is late, what it costs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships import hooks
from partnerships.models import Partnership, WaitingTask
from partnerships.rules.model_choice import Model
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.numbers import display_money
from reviews.agenda.services import CARRY_OUT
from reviews.glance.rules.figures import HEIGHT, LENGTHS, ORDER, WIDTH, Late, sentences, value_table, worth_words
from reviews.glance.services import gathering
from reviews.rules.vocabulary import ENDING, Decision

SHOWN = 5
GOES_ON = (Decision.CONTINUE, Decision.EXTEND, Decision.RENEW)

NONE_COLUMNS = [
    Column(gettext_lazy("Partnership"), "title"),
    Column(gettext_lazy("Reference"), "reference"),
    Column(gettext_lazy("Reviewed on"), "reviewed_on"),
    Column(gettext_lazy("Decision"), lambda row: decision_words(row.review_decision)),
    Column(gettext_lazy("Status"), lambda row: state_of_decision(row)),
]
DECIDED_COLUMNS = [
    Column(gettext_lazy("Partnership"), "partnership.title"),
    Column(gettext_lazy("Decision"), lambda row: decision_words(row.partnership.review_decision)),
    Column(gettext_lazy("Decided on"), "since"),
    Column(gettext_lazy("Office"), lambda row: row.office.name if row.office else ""),
]


def number_at(place: int) -> Callable[[Any], int]:
    return lambda row: row.numbers[place]


LATE_COLUMNS = [
    Column(gettext_lazy("Kind"), "label"),
    *(Column(label, number_at(place)) for place, (_most, label) in enumerate(LENGTHS)),
    Column(gettext_lazy("All"), "total"),
    Column(gettext_lazy("Longest, in days"), "longest"),
]
MONEY_COLUMNS = [
    Column(gettext_lazy("Model"), lambda row: model_label(row.model)),
    Column(gettext_lazy("Currency"), "currency"),
    Column(gettext_lazy("Amount"), "amount"),
    Column(gettext_lazy("Partnerships"), "partnerships"),
]


@role_required("see_offices")
@require_http_methods(["GET"])
def glance(request: HttpRequest) -> HttpResponse:
    membership, today = request.membership, timezone.localdate()
    tables = {
        "value": (
            _("value"),
            _value_columns(),
            lambda: value_table(gathering.value_counts(membership), _models()).bars,
        ),
        "none": (_("without value"), NONE_COLUMNS, lambda: gathering.without_value(membership)),
        "decided": (_("decided"), DECIDED_COLUMNS, lambda: gathering.open_decisions(membership, CARRY_OUT)),
        "late": (_("overdue"), LATE_COLUMNS, lambda: _late(membership)),
        "money": (_("money"), MONEY_COLUMNS, lambda: gathering.money_of(membership, today.year)),
    }
    if asked := tables.get(request.GET.get("table", "")):
        name, columns, rows = asked
        if file := file_response(request.GET.get("format", ""), name, columns, rows()):
            return file
    return render(request, "reviews/glance/glance.html", _context(membership))


def _context(membership: Membership) -> dict[str, Any]:
    today = timezone.localdate()
    value = value_table(gathering.value_counts(membership), _models())
    none, decided = gathering.without_value(membership), gathering.open_decisions(membership, CARRY_OUT)
    count_none = value.totals[2]
    first_none = list(none[:SHOWN]) if count_none else []
    first_decided = list(decided[: SHOWN + 1])
    groups_late = gathering.late_groups(membership, today)
    late = gathering.late_by_kind(groups_late, _kinds())
    groups = [worth_words(each) for each in ORDER]
    lengths = [_("%(range)s days") % {"range": label} for _most, label in LENGTHS]
    count_decided = decided.count() if len(first_decided) > SHOWN else len(first_decided)
    return {
        "today": today,
        "governed": value.total,
        "sentences": sentences(
            none=count_none,
            none_go_on=none.filter(review_decision__in=GOES_ON).count() if count_none else 0,
            open_decisions=count_decided,
            oldest=first_decided[0].since if first_decided else None,
            late=sum(each.total for each in late),
            very_late=sum(each.numbers[-1] for each in late),
        ),
        "value": value,
        "value_rows": [_numbered(bar.label, groups, bar.numbers, bar.total) for bar in value.bars],
        "bars": {"width": WIDTH, "height": HEIGHT, "label": 13, "top": 19, "middle": 33},
        "groups": groups,
        "none": [_without(row) for row in first_none],
        "count_none": count_none,
        "decided": [_decided(row) for row in first_decided[:SHOWN]],
        "count_decided": count_decided,
        "late": [_late_row(each, lengths) for each in late],
        "lengths": lengths,
        "offices": gathering.late_by_office(groups_late),
        "money": [_money(each) for each in gathering.money_of(membership, today.year)],
    }


def _models() -> dict[str, str]:
    return {**{each.value: str(each.label) for each in Model}, "": _("Not chosen yet")}


def model_label(code: str) -> str:
    return _models().get(code, code)


def _value_columns() -> list[Column]:
    parts = [Column(worth_words(each), number_at(place)) for place, each in enumerate(ORDER)]
    return [Column(_("Model"), "label"), *parts, Column(_("All"), "total")]


def decision_words(code: str) -> str:
    return str(dict(Decision.choices).get(code, ""))


def state_of_decision(row: Partnership) -> str:
    """How far what was decided is, in a few words."""
    if row.ending_on:
        return _("ends on %(day)s") % {"day": display_date(row.ending_on)}
    if row.review_decision in ENDING:
        return _("not begun")
    return _("goes on without value") if row.review_decision in GOES_ON else ""


def _kinds() -> dict[str, str]:
    return {code: str(kind.label) for code, kind in hooks.task_kinds.items()}


def _late(membership: Membership) -> list[Late]:
    return gathering.late_by_kind(gathering.late_groups(membership, timezone.localdate()), _kinds())


def _numbered(label: str, heads: list[str], numbers: list[int], total: int) -> dict[str, Any]:
    cells = [{"label": head, "number": number} for head, number in zip(heads, numbers, strict=True)]
    return {"label": label, "cells": cells, "total": total}


def _late_row(late: Late, heads: list[str]) -> dict[str, Any]:
    url = f"{reverse('partnerships:tasks')}?kind={late.code}"
    return {**_numbered(late.label, heads, late.numbers, late.total), "url": url, "longest": late.longest}


def _without(row: Partnership) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": reverse("partnerships:partnership", args=[row.pk]),
        "reviewed_on": row.reviewed_on,
        "decision": decision_words(row.review_decision),
        "state": state_of_decision(row),
        "is_bad": row.ending_on is None and row.review_decision in (*ENDING, *GOES_ON),
    }


def _decided(row: WaitingTask) -> dict[str, Any]:
    return {
        "title": row.partnership.title,
        "url": reverse("partnerships:partnership", args=[row.partnership_id]),
        "decision": decision_words(row.partnership.review_decision),
        "since": row.since,
        "office": row.office.name if row.office else "",
    }


def _money(each: gathering.Money) -> dict[str, Any]:
    return {
        "model": model_label(each.model),
        "amount": display_money(each.amount, each.currency),
        "partnerships": each.partnerships,
    }
