"""A review's due date as a calendar file (N3)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.lib.links import absolute
from reviews.models import Review

MIMETYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def calendar_file(review: Review) -> bytes:
    """One all-day event in the reader's language. Its UID is the review's: a moved review moves in the calendar."""
    from icalendar import Calendar, Event  # imported here: only a mail or a download needs it

    partnership = review.series.partnership
    event = Event()
    event.add("uid", f"review-{review.pk}@{settings.BASE_URL.split('//')[-1].split(':')[0]}")
    event.add("sequence", int(review.planned_at.timestamp()) // 60)  # grows with every new day
    event.add("dtstamp", review.planned_at)
    event.add("dtstart", review.due_on)
    event.add("summary", _("Review due: %(title)s") % {"title": partnership.title})
    event.add("description", _("Log the review here: %(url)s") % {"url": review_url(review)})
    event.add("url", review_url(review))
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//PES Partnerships//reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()


def review_url(review: Review) -> str:
    return absolute(reverse("reviews:review", args=[review.pk]))


def filename(review: Review) -> str:
    return f"review-{review.series.partnership.reference}-{review.due_on:%Y}.ics"
