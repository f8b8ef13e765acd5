"""Series and their occurrences: planned when an agreement enters into force, continued, moved, ended (R1, R9)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Agreement
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Review, Series
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import ENDING, SeriesKind
from reviews.schedule.rules.rhythm import (
    Coming,
    anchor_day,
    coming,
    day_of_rhythm,
    first_due,
    move_findings,
    next_due,
    was_over_before,
)
from reviews.shared.services import NotReady

from .days import follow_the_end, last_day, last_held, plan_review, set_day, tell


@one_act()
def plan_reviews(*, agreement: Agreement, by: Actor, at: datetime) -> list[Review]:
    """The review series of an agreement that takes force, with its open occurrence; asking twice plans once.

    Where a newer version takes force the series goes on under it, and nothing that is open is closed.
    """
    running = Series.objects.select_for_update().filter(partnership=agreement.partnership_id, ended_on=None)
    running.exclude(kind=SeriesKind.REVIEW).update(agreement=agreement)  # other rhythms rest on the newest text, too
    if series := running.filter(kind=SeriesKind.REVIEW).first():
        return [_carry_on(series, agreement, by, at)]
    today = timezone.localdate(at)
    if was_over_before(ends_on=agreement.ends_latest, today=today):
        return []  # recorded from a text signed elsewhere after even its closing review would have been due
    begins = agreement.governs_since if agreement.is_elsewhere else None
    series = Series.objects.create(
        partnership=agreement.partnership,
        agreement=agreement,
        every_months=agreement.review_every_months,
        starts_on=today,
        anchor_on=anchor_day(asked_for=agreement.first_review_on, in_force_on=begins or today),
    )
    record(
        act="series.planned",
        anchor=agreement.partnership,
        obj=series,
        by=by,
        service=agreement.partnership.service,
        after={"every_months": series.every_months, "version": agreement.version},
        at=at,
    )
    return [_plan_first(series, by, at)]


def _plan_first(series: Series, by: Actor, at: datetime) -> Review:
    """The first under this text; one that was held before under another text counts for the twelve months."""
    held_on, today = last_held(series), timezone.localdate(at)
    since, text = held_on or series.starts_on or today, series.agreement
    due_on = first_due(asked_for=text.first_review_on, in_force_on=since, every_months=series.every_months)
    if text.is_elsewhere and held_on is None and series.anchor_on and due_on > today:
        # in force before it was recorded, and no review is known: the next day of its own rhythm
        kept = day_of_rhythm(anchor_on=series.anchor_on, every_months=series.every_months, not_before=today)
        due_on = min(due_on, kept)
    return _plan(series, coming(due_on=due_on, ends_on=last_day(series), today=today), by, at)


def _plan(series: Series, found: Coming, by: Actor, at: datetime) -> Review:
    return plan_review(series=series, due_on=found.due_on, is_closing=found.is_closing, by=by, at=at)


def _carry_on(series: Series, agreement: Agreement, by: Actor, at: datetime) -> Review:
    corrected = agreement.is_elsewhere and series.every_months != agreement.review_every_months
    if series.agreement_id != agreement.pk or corrected:
        before = {"version": series.agreement.version if series.agreement else None}
        series.agreement, series.every_months = agreement, agreement.review_every_months
        if agreement.first_review_on:  # the calendar in its text counts from this day
            series.anchor_on = agreement.first_review_on
        series.save(update_fields=["agreement", "every_months", "anchor_on"])
        record(
            act="series.continued",
            anchor=agreement.partnership,
            obj=series,
            by=by,
            service=agreement.partnership.service,
            before=before,
            after={"version": agreement.version, "every_months": series.every_months},
            at=at,
        )
    review = series.reviews.open().first()
    if review is None:
        return _plan_first(series, by, at)
    review.series = series
    if review.status == ReviewStatus.PLANNED:  # one that is being logged goes on with the text it began with
        _take_over(review, agreement, by, at)
    return follow_the_end(review, by, at) if review.can_be_logged else review


def _take_over(review: Review, agreement: Agreement, by: Actor, at: datetime) -> None:
    """A planned review looks at the text now in force; an earlier day that this text names counts."""
    review.agreement = agreement
    review.save(update_fields=["agreement"])
    asked_for = agreement.first_review_on
    if asked_for and timezone.localdate(at) < asked_for < review.due_on:
        set_day(review, asked_for, by, at)


def plan_next(*, review: Review, by: Actor, at: datetime) -> Review | None:
    """The occurrence after one that was held; after the closing review there is none."""
    found = coming_after(review, decision=review.decision, today=timezone.localdate(at))
    if found is None:
        tell(review.series.partnership, review.series, None)
        return None
    return _plan(review.series, found, by, at)


def coming_after(review: Review, *, decision: str, today: date) -> Coming | None:
    """What follows a review with this decision: an end brings the closing review, never another usual one."""
    if review.is_closing or review.held_on is None:
        return None
    series = review.series
    due_on = next_due(
        anchor_on=series.anchor_on or review.due_on, held_on=review.held_on, every_months=series.every_months
    )
    return coming(due_on=due_on, ends_on=last_day(series), today=today, closes=decision in ENDING)


@one_act()
def move_review(*, review: Review, by: Actor, due_on: date, reason: str, at: datetime | None = None) -> Review:
    """R1: to another day, never more than twelve months after the last review; raises NotReady with the findings.

    Its reminders are planned anew: the day belongs to the occurrence.
    """
    at = at or timezone.now()
    rows = Review.objects.select_for_update(of=("self",))
    review = rows.select_related("series__partnership__service", "series__agreement").get(pk=review.pk)
    if not review.can_be_logged:
        raise MoveRefused(f"a review that is {review.status} is not moved")
    findings = move_findings(due_on=due_on, today=timezone.localdate(at), **what_bounds(review))
    if findings:
        raise NotReady(findings)
    return set_day(review, due_on, by, at, reason=reason) if due_on != review.due_on else review


def what_bounds(review: Review) -> dict[str, Any]:
    """From where the twelve months of R1 are counted, and to where; beyond the last day there is no such floor."""
    series, ends_on = review.series, last_day(review.series)
    bounds = {"ends_on": ends_on, "is_closing": review.is_closing}
    if review.is_closing and ends_on:
        return {**bounds, "last_held_on": None, "in_force_on": None}
    return {**bounds, "last_held_on": last_held(series, but=review), "in_force_on": series.starts_on}
