"""A review that was held before it was entered is kept with its series; the next one is counted from it (R1, R2).

No mail is sent, nothing that it decided starts now, and no one is said to have confirmed it in this service.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Agreement, Partnership
from partnerships.shared.services.partnership_rows import locked_partnership
from partnerships.shared.services.partnerships import note_reviewed
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Review, Series
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.rhythm import coming, counts_for_rhythm, due_after_held_before

from .days import keep_held, last_day, last_held, set_day


class AlreadyKnown(MoveRefused):
    """A review of that day is kept already."""


class OneIsUnderWay(MoveRefused):
    """The outcome of the open review waits for its manager: it is confirmed first."""


@one_act()
def record_held_review(
    *, partnership: Partnership, by: Actor, held: PartialDate, at: datetime | None = None, **said: Any
) -> Review:
    """`held` may be a month or a year: it counts from its first day, so that the next review is not later than it may.

    `said`: decision, reason, summary, worth, decided_by, known_from, source.
    """
    at = at or timezone.now()
    locked, held_on = locked_partnership(partnership), held.earliest()
    known = Review.objects.reviews_proper().filter(series__partnership=locked, status=ReviewStatus.CONFIRMED)
    if known.filter(held_on=held_on, decision=said["decision"]).exists():
        raise AlreadyKnown(f"a review of {held_on} is kept already")
    series = _series_for(locked, held_on, timezone.localdate(at))
    is_latest = held_on > (last_held(series) or date.min)
    review = keep_held(
        series,
        held_on,
        at,
        held_said=held,
        agreement=_text_on(locked, held_on),
        saved_at=at,
        logged_by=by.person,
        **said,
    )
    record(
        act="review.entered",
        anchor=locked,
        obj=review,
        by=by,
        service=locked.service,
        after={"held_on": held_on, "decision": review.decision, "known_from": review.known_from},
        private={"reason": review.reason},
        at=at,
    )
    if locked.reviewed_on is None or held_on >= locked.reviewed_on:
        note_reviewed(partnership=locked, held_on=held_on, worth=review.worth, decision=review.decision)
    if series.ended_on is None and is_latest:
        _count_from(series, review, by, at)
    return review


def _series_for(partnership: Partnership, held_on: date, today: date) -> Series:
    """The running one where the next review follows from it; else one that is over, which asks for nothing."""
    rows = Series.objects.filter(partnership=partnership, kind=SeriesKind.REVIEW)
    running = rows.filter(ended_on=None).select_related("agreement", "partnership__service").first()
    if running:
        if running.reviews.filter(status=ReviewStatus.PROPOSED).exists():
            raise OneIsUnderWay("an outcome waits to be confirmed")
        begins = running.agreement.governs_since if running.agreement else None
        if counts_for_rhythm(held_on=held_on, begins=begins, today=today):
            return running
    text = _text_on(partnership, held_on)
    over = rows.filter(agreement=text, starts_on=None).exclude(ended_on=None).first()
    return over or Series.objects.create(
        partnership=partnership,
        agreement=text,
        every_months=text.review_every_months if text else 12,
        ended_on=min((text.ends_latest if text else None) or today, today),
    )


def _text_on(partnership: Partnership, day: date) -> Agreement | None:
    """The text that governed on that day; before the first one is known, the earliest."""
    texts = [each for each in partnership.agreements.defer("snapshot") if each.was_signed]
    begun = [each for each in texts if each.governs_since is None or each.governs_since <= day]
    return next(iter(begun), texts[-1] if texts else None)


def _count_from(series: Series, held: Review, by: Actor, at: datetime) -> None:
    open_review = (
        series.reviews.not_logged().select_related("series__agreement", "series__partnership__service").first()
    )
    if open_review is None or open_review.is_closing:
        return
    due_on = due_after_held_before(
        anchor_on=series.anchor_on or held.held_on,
        held_on=held.held_on,
        every_months=series.every_months,
        today=timezone.localdate(at),
    )
    found = coming(due_on=due_on, ends_on=last_day(series), today=timezone.localdate(at))
    if (found.due_on, found.is_closing) != (open_review.due_on, open_review.is_closing):
        set_day(open_review, found.due_on, by, at, is_closing=found.is_closing)
