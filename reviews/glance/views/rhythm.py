"""The picture of the rhythms on the page of a large portfolio: late, of what was due, by month (R2)."""

from collections import Counter
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.hooks import Panel
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import display_number
from reviews.glance.rules.rhythm import shade
from reviews.glance.services.rhythm import Rhythm, months_until, rhythms_of
from reviews.rules.vocabulary import SeriesKind
from reviews.shared.rules import occurrence_name, rhythm_words

WORTH_SAYING = 2
ON_A_PHONE = 6  # the latest months; the table of the others is a link away


def rhythm_panels(*, membership: Membership, counts: Counter[str], today: date) -> list[Panel]:
    """Hook `portfolio_panels`."""
    rhythms, months = rhythms_of(counts, today), months_until(today)
    heads = [_head(month, place) for place, month in enumerate(months)]
    context = {"months": heads, "rows": [_row(each, months) for each in rhythms], "words": _words(rhythms, months)}
    return [Panel("reviews/glance/_rhythm.html", context)]


def _head(month: str, place: int) -> dict[str, Any]:
    year, number = month.split("-")
    return {
        "first": date(int(year), int(number), 1),
        "is_far": place < ON_A_PHONE,
        "has_year": number == "01" or not place,
    }


def _label(rhythm: Rhythm) -> str:
    name = occurrence_name(rhythm.kind, rhythm.every_months)
    if rhythm.kind != SeriesKind.REVIEW and rhythm.every_months:
        name = _("%(name)s, %(rhythm)s") % {"name": name, "rhythm": rhythm_words(rhythm.every_months)}
    return name[:1].upper() + name[1:]


def _row(rhythm: Rhythm, months: list[str]) -> dict[str, Any]:
    return {
        "label": _label(rhythm),
        "url": _list_url(rhythm),
        "cells": [
            {
                "late": rhythm.late[month],
                "due": rhythm.due[month],
                "of": _("of %(due)s") % {"due": display_number(rhythm.due[month])},
                "shade": shade(rhythm.late[month], rhythm.due[month]),
                "url": _list_url(rhythm, month),
                "is_far": place < ON_A_PHONE,
            }
            for place, month in enumerate(months)
        ],
    }


def _list_url(rhythm: Rhythm, month: str = "") -> str:
    query = {"kind": rhythm.kind, "months": rhythm.every_months, "view": "missed"}
    return f"{reverse('reviews:list')}?{urlencode({**query, 'due': month} if month else query)}"


def _words(rhythms: list[Rhythm], months: list[str]) -> str:
    """Where most were late, in one sentence."""
    due = sum(sum(each.due.values()) for each in rhythms)
    late = sum(sum(each.late.values()) for each in rhythms)
    if not due:
        return ""
    if not late:
        return _("Everything that was due in these twelve months was held in time.")
    words = ngettext(
        "%(late)s of %(count)s was late or is missing.", "%(late)s of %(count)s were late or are missing.", due
    )
    most, month = max(((each, month) for each in rhythms for month in months), key=lambda pair: pair[0].late[pair[1]])
    said = words % {"late": display_number(late), "count": display_number(due)}
    if most.late[month] < WORTH_SAYING:
        return said
    year, number = month.split("-")
    worst = _("Most in %(month)s: %(name)s, %(late)s of %(due)s.") % {
        "month": PartialDate(int(year), int(number)).display(),
        "name": _label(most).lower(),
        "late": display_number(most.late[month]),
        "due": display_number(most.due[month]),
    }
    return f"{said} {worst}"
