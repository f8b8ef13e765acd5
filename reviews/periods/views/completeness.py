"""Completeness and timeliness of the values of a partnership: by objective, quota, partner and period (G5, O2)."""

from functools import partial
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column, file_response
from reviews.access import can_enter_value, can_plan
from reviews.periods.rules.expected import Expected
from reviews.periods.rules.words import KINDS, rule_words, share_words, state_words
from reviews.periods.services.completeness import Cell, Completeness, Reported, completeness_of
from reviews.rules.periods import period_slug, period_words, step_of
from reviews.shared.rules import occurrence_name, rhythm_words
from reviews.shared.views import crumbs_to, visible_partnership

SHOWN = 6  # periods beside each other


@role_required("read_portfolio")
@require_safe
def completeness(request: HttpRequest, pk: int) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    found = completeness_of(partnership, today)
    if file := file_response(request.GET.get("format", ""), _("completeness"), _columns(found), found.lines):
        return file
    newest = list(reversed(range(len(found.expected))))
    page = page_of(request, newest, size=SHOWN)
    places = sorted(page.object_list)
    may_enter = can_enter_value(request.membership)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "found": found,
        "rule": _rule(found),
        "periods": [_capital(found.expected[place]) for place in places],
        "rows": [_row(line, places) for line in found.lines],
        "page_obj": page,
        "earlier": _page_url(page, 1),
        "later": _page_url(page, -1),
        "grid_url": reverse("reviews:values_grid", args=[pk]) if may_enter else "",
        "rhythms_url": reverse("reviews:rhythms", args=[pk]),
        "may_plan": can_plan(request.membership, partnership),
    }
    return render(request, "reviews/periods/completeness.html", context)


def _page_url(page: Page, step: int) -> str:
    """The newest periods are on the first page."""
    number = page.number + step
    return f"?page={number}" if 1 <= number <= page.paginator.num_pages else ""


def _rule(found: Completeness) -> str:
    if found.series is None or not found.days:
        return ""
    name = occurrence_name(found.series.kind, found.series.every_months)
    words = _("Expected by the rhythm of the %(name)s: %(rhythm)s.")
    return f"{words % {'name': name, 'rhythm': rhythm_words(found.series.every_months)}} {rule_words(found.days)}"


def _row(line: Reported, places: list[int]) -> dict[str, Any]:
    due = len(line.due)
    return {
        "line": line,
        "cells": [_cell(line, line.cells[place]) for place in places],
        "reported": share_words(line.reported, due),
        "in_time": share_words(line.in_time, due),
    }


def _cell(line: Reported, cell: Cell) -> dict[str, Any]:
    period = cell.expected.period
    has_page = not line.partner and not line.quota and step_of(period)
    return {
        "period": _capital(cell.expected),
        "words": _words(cell),
        "kind": KINDS.get(cell.state, "neutral"),
        "is_confirmed": cell.is_confirmed,
        "url": reverse("reviews:period", args=[line.objective.pk, period_slug(period)]) if has_page else "",
    }


def _words(cell: Cell) -> str:
    return state_words(cell.state, cell.days_late, cell.expected.due_on)


def _capital(expected: Expected) -> str:
    words = period_words(expected.period)
    return words[:1].upper() + words[1:]


def _columns(found: Completeness) -> list[Column]:
    return [
        Column(gettext_lazy("Number"), "number"),
        Column(gettext_lazy("Objective"), "objective.title"),
        Column(gettext_lazy("Quota"), "quota"),
        Column(gettext_lazy("Partner"), "partner"),
        Column(gettext_lazy("Periods due"), lambda line: len(line.due)),
        Column(gettext_lazy("Reported"), "reported"),
        Column(gettext_lazy("In time"), "in_time"),
        *(Column(_capital(each), partial(_words_at, place)) for place, each in enumerate(found.expected)),
    ]


def _words_at(place: int, line: Reported) -> str:
    return _words(line.cells[place])
