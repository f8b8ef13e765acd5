"""The only writers of the day on which a review is due (R1): none lets more than twelve months pass in force."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.shared.services.partnerships import note_next_review
from pes_partnerships.ledger.services import Actor, record
from reviews.models import Review, Series
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.rhythm import coming, first_due, next_due, refuse_too_far


def last_held(series: Series, *, but: Review | None = None) -> date | None:
    held = Review.objects.filter(series=series, held_on__isnull=False).exclude(pk=but.pk if but else None)
    return held.order_by("-held_on").values_list("held_on", flat=True).first()


def plan_review(*, series: Series, due_on: date, by: Actor, at: datetime, is_closing: bool = False) -> Review:
    """The next occurrence of a series; the partnership is told of it. In the caller's transaction."""
    _refuse_late(series, due_on, last_held(series) or series.starts_on)
    number = series.reviews.count() + 1
    review = Review.objects.create(
        series=series,
        agreement=series.agreement,
        number=number,
        due_on=due_on,
        is_closing=is_closing,
        planned_at=at,
    )
    tell(series.partnership, series, due_on)
    record(
        act="review.planned",
        anchor=series.partnership,
        obj=review,
        by=by,
        service=series.partnership.service,
        after={"number": number, "due_on": due_on} | ({"is_closing": True} if is_closing else {}),
        at=at,
    )
    return review


def keep_held(series: Series, held_on: date, at: datetime, **said: Any) -> Review:
    """One that was held before it was entered: nothing of it is still due. In the caller's transaction."""
    number = (series.reviews.aggregate(last=Max("number"))["last"] or 0) + 1
    review = Review(series=series, number=number, due_on=held_on, held_on=held_on, planned_at=at, **said)
    review.status = ReviewStatus.CONFIRMED
    review.full_clean(exclude=["series", "agreement"])
    review.save()
    return review


def set_day(
    review: Review, due_on: date, by: Actor, at: datetime, *, is_closing: bool | None = None, reason: str = ""
) -> Review:
    """Another day, and where `is_closing` is given, another kind; its reminders follow, for the day is part of them."""
    series = review.series
    _refuse_late(series, due_on, last_held(series, but=review) or series.starts_on)
    before, after = {"due_on": review.due_on}, {"due_on": due_on}
    if is_closing is not None and is_closing != review.is_closing:
        before["is_closing"], after["is_closing"] = review.is_closing, is_closing
        review.is_closing = is_closing
    review.due_on, review.planned_at = due_on, at
    review.save(update_fields=["due_on", "is_closing", "planned_at"])
    partnership = series.partnership
    tell(partnership, series, due_on)
    record(
        act="review.moved",
        anchor=partnership,
        obj=review,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private={"reason": reason} if reason else None,
        at=at,
    )
    return review


def _refuse_late(series: Series, due_on: date, since: date | None) -> None:
    """The floor holds while the agreement is in force: up to its last day, not beyond."""
    if series.kind != SeriesKind.REVIEW or series.ended_on:
        return
    ends_on = last_day(series)
    refuse_too_far(min(due_on, ends_on) if ends_on else due_on, since)


def last_day(series: Series) -> date | None:
    """On which its agreement is in force, as far as that is known."""
    if series.ended_on:
        return series.ended_on
    return series.agreement.ends_latest if series.agreement else None


def follow_the_end(review: Review, by: Actor, at: datetime) -> Review:
    """An open review becomes the closing one where the agreement is over before its day, and a usual one again
    where the agreement goes on (R9)."""
    due_on = _usual_day(review, at) if review.is_closing else review.due_on
    found = coming(due_on=due_on, ends_on=last_day(review.series), today=timezone.localdate(at))
    if (found.due_on, found.is_closing) == (review.due_on, review.is_closing):
        return review
    return set_day(review, found.due_on, by, at, is_closing=found.is_closing)


def _usual_day(review: Review, at: datetime) -> date:
    series = review.series
    if held_on := last_held(series, but=review):
        return next_due(anchor_on=series.anchor_on or held_on, held_on=held_on, every_months=series.every_months)
    return first_due(
        asked_for=series.agreement.first_review_on if series.agreement else None,
        in_force_on=series.starts_on or timezone.localdate(at),
        every_months=series.every_months,
    )


def tell(partnership: Partnership, series: Series, due_on: date | None) -> None:
    if series.kind == SeriesKind.REVIEW:
        note_next_review(partnership=partnership, due_on=due_on)
