"""Rhythms beside the reviews of an agreement: added, held, ended (R1, R2, R5, R7)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Partnership
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews import hooks
from reviews.models import Assessment, Review, Series
from reviews.rules.lifecycle import review_move
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.rhythm import next_of_rhythm, refuse_late_start, refuse_months

from .days import last_day, plan_review, set_day, tell


@one_act()
def add_rhythm(
    *,
    partnership: Partnership,
    by: Actor,
    kind: str,
    every_months: int,
    first_on: date,
    led_by: str = "",
    at: datetime | None = None,
) -> Series:
    """Raises TooFarApart for reviews more than a year apart, MoveRefused where the kind runs already or all is over."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    locked = Partnership.objects.select_for_update(of=("self",)).select_related("service").get(pk=partnership.pk)
    if locked.ended_on:
        raise MoveRefused("the partnership has ended")
    if kind == SeriesKind.REVIEW:
        refuse_months(every_months)
        refuse_late_start(first_on, today)
    try:
        with transaction.atomic():
            series = Series.objects.create(
                partnership=locked,
                agreement=locked.agreements.in_force().first(),
                kind=kind,
                every_months=every_months,
                starts_on=today,
                anchor_on=first_on,
                led_by=led_by,
            )
    except IntegrityError:
        raise MoveRefused("a rhythm of this kind runs already") from None
    after = {"kind": kind, "every_months": every_months, "led_by": led_by}
    record(act="series.planned", anchor=locked, obj=series, by=by, service=locked.service, after=after, at=at)
    plan_review(series=series, due_on=first_on, by=by, at=at)
    return series


@one_act()
def hold_occurrence(
    *,
    review: Review,
    by: Actor,
    held_on: date,
    note: str,
    assessed: Iterable[Any] = (),
    at: datetime | None = None,
) -> Review | None:
    """A report is in, a meeting was held: its day and what came of it; the next one is planned and returned.

    `assessed`: what a performance review says of each objective, with objective, measurement, judgement and comment.
    """
    at = at or timezone.now()
    rows = Review.objects.select_for_update(of=("self",)).select_related("series__partnership__service")
    review = rows.select_related("series__agreement").get(pk=review.pk)
    series = review.series
    if series.kind == SeriesKind.REVIEW:
        raise MoveRefused("a review is logged, not just held")
    review.status = review_move("hold", review.status)
    review.held_on, review.summary, review.logged_by, review.saved_at = held_on, note, by.person, at
    review.save(update_fields=["status", "held_on", "summary", "logged_by", "saved_at"])
    Assessment.objects.bulk_create(
        Assessment(
            review=review,
            objective=each.objective,
            measurement=each.measurement,
            judgement=each.judgement,
            comment=each.comment,
        )
        for each in assessed
    )
    record(
        act="occurrence.held",
        anchor=series.partnership,
        obj=review,
        by=by,
        service=series.partnership.service,
        after={"held_on": held_on},
        private={"note": note} if note else None,
        at=at,
    )
    hooks.occurrence_held(review=review, by=by, at=at)
    due_on = next_of_rhythm(
        anchor_on=series.anchor_on or review.due_on, held_on=held_on, every_months=series.every_months
    )
    ends_on = last_day(series)
    if due_on is None or (ends_on and due_on > ends_on):
        _end(series, by, at)
        return None
    return plan_review(series=series, due_on=due_on, by=by, at=at)


def is_agreed(series: Series) -> bool:
    """Reviews of an agreement in force: how often is said by its text, and their day is moved with a reason (R1)."""
    return series.kind == SeriesKind.REVIEW and series.partnership.agreements.in_force().exists()


def coming_of(series: Series) -> Review | None:
    """The occurrence whose day is still to be chosen; none while it is being logged."""
    open_one = series.reviews.open().first()
    return open_one if open_one and open_one.can_be_logged else None


def seen_rhythm(series: Series) -> str:
    coming = coming_of(series)
    return seen_hash([series.every_months, series.led_by, str(coming.due_on) if coming else ""])


@one_act()
def change_rhythm(
    *,
    series: Series,
    by: Actor,
    led_by: str,
    every_months: int | None = None,
    due_on: date | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> Series:
    """Who leads it, how often, and when next; the rhythm counts from that day. What was done stays as it is.

    Raises Conflict, TooFarApart for reviews more than a year apart, MoveRefused where it has ended or a text says so.
    """
    at = at or timezone.now()
    rows = Series.objects.select_for_update(of=("self",)).select_related("partnership__service", "agreement")
    series = rows.get(pk=series.pk)
    if seen is not None and seen != seen_rhythm(series):
        raise Conflict(series)
    months = series.every_months if every_months is None else every_months
    coming = coming_of(series)
    is_moved = coming is not None and due_on is not None and due_on != coming.due_on
    if series.ended_on or ((is_moved or months != series.every_months) and is_agreed(series)):
        raise MoveRefused("it has ended, or the text of the agreement says how often")
    if series.kind == SeriesKind.REVIEW:
        refuse_months(months)
    before = {"every_months": series.every_months, "led_by": series.led_by}
    after = {"every_months": months, "led_by": led_by}
    if is_moved:
        series.anchor_on = due_on
    elif months != series.every_months and coming is not None:
        series.anchor_on = coming.due_on
    if before != after or is_moved:
        series.every_months, series.led_by = months, led_by
        series.save(update_fields=["every_months", "led_by", "anchor_on"])
    if before != after:
        partnership = series.partnership
        said = {"before": _other(before, after), "after": _other(after, before)}
        record(act="series.changed", anchor=partnership, obj=series, by=by, service=partnership.service, at=at, **said)
    if is_moved:
        coming.series = series
        set_day(coming, due_on, by, at)
    return series


def _other(values: dict[str, Any], than: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != than[name]}


@one_act()
def end_rhythm(*, series: Series, by: Actor, at: datetime | None = None) -> Series:
    """What is planned of it is cancelled. Reviews of an agreement in force end with it, not here (R1)."""
    at = at or timezone.now()
    series = Series.objects.select_for_update(of=("self",)).select_related("partnership__service").get(pk=series.pk)
    if series.ended_on or (series.kind == SeriesKind.REVIEW and series.partnership.agreements.in_force().exists()):
        raise MoveRefused("it has ended, or an agreement in force asks for it")
    _end(series, by, at)
    return series


def _end(series: Series, by: Actor, at: datetime) -> None:
    partnership = series.partnership
    series.ended_on = timezone.localdate(at)
    series.save(update_fields=["ended_on"])
    record(act="series.ended", anchor=partnership, obj=series, by=by, service=partnership.service, at=at)
    cancel_planned(series, by, at)
    tell(partnership, series, None)


def cancel_planned(series: Series, by: Actor, at: datetime) -> None:
    for review in series.reviews.not_logged():
        before = {"status": review.status}
        review.status = review_move("cancel", review.status)
        review.save(update_fields=["status"])
        record(
            act="review.cancelled",
            anchor=series.partnership,
            obj=review,
            by=by,
            service=series.partnership.service,
            before=before,
            after={"status": review.status},
            at=at,
        )
