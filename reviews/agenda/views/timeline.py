"""What was done in a partnership, for its timeline: reviews when they were held, the latest activities (R2)."""

import datetime

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.lib.dates import display_date
from reviews.models import Activity, Review
from reviews.rules.lifecycle import ReviewStatus

ACTIVITIES_SHOWN = 6

Event = tuple[datetime.date, str, str, str]


def timeline_events(*, partnership: Partnership) -> list[Event]:
    """Hook: two queries; of many activities the latest, for the timeline is no list of them."""
    rows = Activity.objects.filter(partnership=partnership).exclude(on="").order_by("-on", "-pk")[:ACTIVITIES_SHOWN]
    events = [
        (row.on.earliest(), row.on.display(), _("Activity: %(title)s") % {"title": row.title}, "")
        for row in sorted(rows, key=lambda row: row.pk)
    ]
    held = Review.objects.filter(series__partnership=partnership, status=ReviewStatus.CONFIRMED).exclude(held_on=None)
    days = held.order_by("held_on", "pk").values_list("held_on", flat=True)
    return events + [(day, display_date(day), _("Review held"), "") for day in days]
