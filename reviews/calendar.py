"""Days as a calendar file: a review's due date, a meeting, and the days of commitments (N3, R7)."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.lib.links import absolute
from reviews.models import Meeting, Review
from reviews.rules.meeting_words import MeetingStatus

MIMETYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def calendar_file(review: Review) -> bytes:
    """One all-day event in the reader's language. Its UID is the review's: a moved review moves in the calendar."""
    from icalendar import Event  # imported here: only a mail or a download needs it

    partnership = review.series.partnership
    event = Event()
    event.add("uid", _uid(f"review-{review.pk}"))
    event.add("sequence", int(review.planned_at.timestamp()) // 60)  # grows with every new day
    event.add("dtstamp", review.planned_at)
    event.add("dtstart", review.due_on)
    event.add("summary", _("Review due: %(title)s") % {"title": partnership.title})
    event.add("description", _("Log the review here: %(url)s") % {"url": review_url(review)})
    event.add("url", review_url(review))
    event.add("transp", "TRANSPARENT")
    return _file([event])


@dataclass(frozen=True)
class CalendarDay:
    """An all-day event; `key` stays the same when the day moves."""

    key: str
    on: datetime.date
    summary: str
    stamp: datetime.datetime
    url: str


def days_file(days: Iterable[CalendarDay]) -> bytes:
    from icalendar import Event  # imported here: only a download needs it

    events = []
    for day in days:
        event = Event()
        event.add("uid", _uid(day.key))
        event.add("dtstamp", day.stamp)
        event.add("dtstart", day.on)
        event.add("summary", day.summary)
        event.add("url", day.url)
        event.add("transp", "TRANSPARENT")
        events.append(event)
    return _file(events)


def _uid(key: str) -> str:
    return f"{key}@{settings.BASE_URL.split('//')[-1].split(':')[0]}"


def _file(events: Iterable[Any]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//PES Partnerships//reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def meeting_file(meeting: Meeting, *, about: str = "") -> bytes:
    """At its hour where it has one, else all day. A meeting that was cancelled leaves the calendar."""
    from icalendar import Event

    zone = zoneinfo.ZoneInfo(meeting.partnership.service.time_zone)
    event = Event()
    event.add("uid", _uid(f"meeting-{meeting.pk}"))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.planned_at)
    if meeting.starts_at:
        event.add("dtstart", datetime.datetime.combine(meeting.day, meeting.starts_at, zone))
        if meeting.ends_at:
            event.add("dtend", datetime.datetime.combine(meeting.day, meeting.ends_at, zone))
    else:
        event.add("dtstart", meeting.day)
    event.add("summary", f"{meeting.name}: {meeting.partnership.title}")
    if where := meeting.place or meeting.video_url:
        event.add("location", where)
    if about:
        event.add("description", about)
    if meeting.video_url:
        event.add("url", meeting.video_url)
    if meeting.status == MeetingStatus.CANCELLED:
        event.add("status", "CANCELLED")
    return _file([event])


def meeting_filename(meeting: Meeting) -> str:
    return f"meeting-{meeting.partnership.reference}-{meeting.day:%Y-%m-%d}.ics"


def review_url(review: Review) -> str:
    return absolute(reverse("reviews:review", args=[review.pk]))


def filename(review: Review) -> str:
    return f"review-{review.series.partnership.reference}-{review.due_on:%Y}.ics"
