"""What was done in a partnership, for its timeline: reviews when they were held, the latest activities (R2)."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnerships.hooks import on_record
from partnerships.models import Partnership
from pes_partnerships.lib.dates import display_date
from reviews.models import Activity, Review
from reviews.rules.lifecycle import ReviewStatus

ACTIVITIES_SHOWN = 6

Event = tuple[datetime.date, str, str, str]


def timeline_events(*, partnership: Partnership) -> list[Event]:
    """Hook: two queries at most."""
    done = _activities(partnership) if on_record.has(partnership, dated_activities) else []
    return done + (_held(partnership) if on_record.has(partnership, held_reviews) else [])


def dated_activities(partnerships: Sequence[int]) -> QuerySet[Activity]:
    return Activity.objects.filter(partnership__in=partnerships).exclude(on="")


def held_reviews(partnerships: Sequence[int]) -> QuerySet[Review]:
    held = Review.objects.filter(series__partnership__in=partnerships, status=ReviewStatus.CONFIRMED)
    return held.exclude(held_on=None)


def _activities(partnership: Partnership) -> list[Event]:
    """Of many the latest, for the timeline is no list of them."""
    rows = dated_activities([partnership.pk]).order_by("-on", "-pk")[:ACTIVITIES_SHOWN]
    return [
        (row.on.earliest(), row.on.display(), _("Activity: %(title)s") % {"title": row.title}, "")
        for row in sorted(rows, key=lambda row: row.pk)
    ]


def _held(partnership: Partnership) -> list[Event]:
    days = held_reviews([partnership.pk]).order_by("held_on", "pk").values_list("held_on", flat=True)
    return [(day, display_date(day), _("Review held"), "") for day in days]
