"""Days as a calendar file: a review's due date, a meeting, and the days of commitments (N3, R7)."""

import datetime
import zoneinfo

from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.lib import ics
from pes_partnerships.lib.links import absolute
from reviews.models import Meeting, Review
from reviews.rules.meeting_words import MeetingStatus
from reviews.rules.vocabulary import SeriesKind

MIMETYPE = ics.mimetype()


def review_event(review: Review) -> ics.Event:
    """One all-day event in the reader's language: a moved review moves in the calendar. Of what is planned beside the
    reviews its name is said."""
    series = review.series
    partnership, url = series.partnership, review_url(review)
    summary, ask = _("Review due: %(title)s"), _("Log the review here: %(url)s")
    if series.kind != SeriesKind.REVIEW:
        summary, ask = f"{SeriesKind(series.kind).label}: %(title)s", "%(url)s"
    return ics.Event(
        of=partnership.service.code,
        key=f"review-{review.pk}",
        on=review.due_on,
        summary=summary % {"title": partnership.title},
        description=ask % {"url": url},
        stamp=review.planned_at,
        url=url,
    )


def calendar_file(review: Review) -> bytes:
    return ics.calendar_file([review_event(review)])


def meeting_file(meeting: Meeting, *, about: str = "") -> bytes:
    """At its hour where it has one, else all day. A meeting that was cancelled leaves the calendar."""
    method = ics.CANCEL if meeting.status == MeetingStatus.CANCELLED else ics.PUBLISH
    return ics.calendar_file([meeting_event(meeting, about=about)], method=method)


def meeting_event(meeting: Meeting, *, about: str = "") -> ics.Event:
    zone = zoneinfo.ZoneInfo(meeting.partnership.service.time_zone)

    def moment(hour: datetime.time | None) -> datetime.datetime | None:
        return datetime.datetime.combine(meeting.day, hour, zone) if hour else None

    return ics.Event(
        of=meeting.partnership.service.code,
        key=f"meeting-{meeting.pk}",
        on=meeting.day,
        starts_at=moment(meeting.starts_at),
        ends_at=moment(meeting.ends_at) if meeting.starts_at else None,
        summary=f"{meeting.name}: {meeting.partnership.title}",
        location=meeting.place or meeting.video_url,
        description=about,
        url=meeting.video_url,
        stamp=meeting.planned_at,
        sequence=meeting.sequence,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
    )


def meeting_mimetype(meeting: Meeting) -> str:
    return ics.mimetype(ics.CANCEL if meeting.status == MeetingStatus.CANCELLED else ics.PUBLISH)


def meeting_filename(meeting: Meeting) -> str:
    return f"meeting-{meeting.partnership.reference}-{meeting.day:%Y-%m-%d}.ics"


def review_url(review: Review) -> str:
    is_review = review.series.kind == SeriesKind.REVIEW
    return absolute(reverse("reviews:review" if is_review else "reviews:occurrence", args=[review.pk]))


def filename(review: Review) -> str:
    return f"review-{review.series.partnership.reference}-{review.due_on:%Y}.ics"
