"""Warnings on the page of a partnership and beside the questions of a review (hooks `panels`, `review_panels`)."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.hooks import Panel, on_record
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import in_force_among
from pes_partnerships.accounts.models import Membership
from reviews.hooks import OVERVIEW
from reviews.models import Review
from reviews.warnings.services.current import Found, acceptances, warnings_of

from .words import shown

SHOWN = 4


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """Nothing where there is no warning. From ready facts, judged today: a constant number of queries."""
    if partnership.ended_on or not in_force_among(versions):
        return []
    may_be_accepted = on_record.has(partnership, acceptances)
    found = warnings_of([partnership.pk], today, may_be_accepted=may_be_accepted)[partnership.pk]
    if not found.warnings:
        return []
    return [Panel("reviews/warnings/_panel.html", _context(partnership.pk, found, membership), order=-1)]


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    """What who logs the review is to consider."""
    if place != OVERVIEW:
        return []
    key = review.series.partnership_id
    found = warnings_of([key], timezone.localdate())[key]
    if not found.warnings:
        return []
    return [Panel("reviews/warnings/_panel_review.html", _context(key, found, membership))]


def _context(key: int, found: Found, membership: Membership) -> dict[str, Any]:
    waiting, accepted = found.waiting, found.accepted
    return {
        "title": title_of(len(waiting)),
        "rows": [shown(each, membership) for each in waiting[:SHOWN]],
        "accepted": [shown(each, membership) for each in accepted[:SHOWN]],
        "url": reverse("reviews:partnership_warnings", args=[key]),
        "all": _all(len(waiting) + len(accepted)),
    }


def title_of(waiting: int) -> str:
    if not waiting:
        return _("Accepted warnings")
    return ngettext("%(count)s warning", "%(count)s warnings", waiting) % {"count": waiting}


def _all(count: int) -> str:
    words = ngettext("See this warning and what to do", "See all %(count)s warnings and what to do", count)
    return words % {"count": count}
