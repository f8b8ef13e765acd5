"""Series and their occurrences: planned when an agreement takes force, carried on, moved, ended (R1)."""

from datetime import date, datetime

from django.utils import timezone

from partnerships.models import Agreement, Partnership
from partnerships.shared.services.partnerships import note_next_review
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Review, Series
from reviews.rules.lifecycle import NOT_LOGGED, ReviewStatus, review_move
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules import first_due, move_findings, next_due
from reviews.shared.services import NotReady


@one_act()
def plan_reviews(*, agreement: Agreement, by: Actor, at: datetime) -> list[Review]:
    """The review series of an agreement that takes force, with its open occurrence; asking twice plans once.

    Where a newer version takes force the series goes on under it, and nothing that is open is closed.
    """
    running = Series.objects.select_for_update().filter(
        partnership=agreement.partnership_id, kind=SeriesKind.REVIEW, ended_on=None
    )
    if series := running.first():
        return [_carry_on(series, agreement, by, at)]
    series = Series.objects.create(
        partnership=agreement.partnership, agreement=agreement, every_months=agreement.review_every_months
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
    due_on = first_due(
        asked_for=series.agreement.first_review_on,
        in_force_on=timezone.localdate(at),
        every_months=series.every_months,
    )
    return plan_review(series=series, due_on=due_on, by=by, at=at)


def _carry_on(series: Series, agreement: Agreement, by: Actor, at: datetime) -> Review:
    if series.agreement_id != agreement.pk:
        before = {"version": series.agreement.version if series.agreement else None}
        series.agreement, series.every_months = agreement, agreement.review_every_months
        series.save(update_fields=["agreement", "every_months"])
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
    if review.status == ReviewStatus.PLANNED:  # one that is being logged goes on with the text it began with
        _take_over(review, agreement, by, at)
    return review


def _take_over(review: Review, agreement: Agreement, by: Actor, at: datetime) -> None:
    """A planned review looks at the text now in force; an earlier day that this text names counts."""
    review.agreement = agreement
    review.save(update_fields=["agreement"])
    asked_for = agreement.first_review_on
    if asked_for and timezone.localdate(at) < asked_for < review.due_on:
        _set_day(review, asked_for, by, at, reason="")


def plan_review(*, series: Series, due_on: date, by: Actor, at: datetime) -> Review:
    """The next occurrence of a series; the partnership is told of it. In the caller's transaction."""
    number = series.reviews.count() + 1
    review = Review.objects.create(
        series=series, agreement=series.agreement, number=number, due_on=due_on, planned_at=at
    )
    _tell(series.partnership, series, due_on)
    record(
        act="review.planned",
        anchor=series.partnership,
        obj=review,
        by=by,
        service=series.partnership.service,
        after={"number": number, "due_on": due_on},
        at=at,
    )
    return review


def plan_next(*, review: Review, by: Actor, at: datetime) -> Review | None:
    """The occurrence after one that was held; None where the series has ended."""
    series = review.series
    if series.ended_on:
        _tell(series.partnership, series, None)
        return None
    due_on = next_due(due_on=review.due_on, held_on=review.held_on, every_months=series.every_months)
    return plan_review(series=series, due_on=due_on, by=by, at=at)


@one_act()
def move_review(*, review: Review, by: Actor, due_on: date, reason: str, at: datetime | None = None) -> Review:
    """R1: to another day, never more than twelve months after the last review; raises NotReady with the findings.

    Its reminders are planned anew: the day belongs to the occurrence.
    """
    at = at or timezone.now()
    review = Review.objects.select_for_update().select_related("series__partnership__service").get(pk=review.pk)
    if not review.can_be_logged:
        raise MoveRefused(f"a review that is {review.status} is not moved")
    findings = move_findings(due_on=due_on, today=timezone.localdate(at), **what_bounds(review))
    if findings:
        raise NotReady(findings)
    return _set_day(review, due_on, by, at, reason) if due_on != review.due_on else review


def what_bounds(review: Review) -> dict[str, date | None]:
    """From where the twelve months of R1 are counted."""
    held = Review.objects.filter(series=review.series_id, held_on__isnull=False).exclude(pk=review.pk)
    began = review.agreement.in_force_at if review.agreement else None
    return {
        "last_held_on": held.order_by("-held_on").values_list("held_on", flat=True).first(),
        "in_force_on": timezone.localdate(began) if began else None,
    }


def _set_day(review: Review, due_on: date, by: Actor, at: datetime, reason: str) -> Review:
    before = {"due_on": review.due_on}
    review.due_on, review.planned_at = due_on, at
    review.save(update_fields=["due_on", "planned_at"])
    partnership = review.series.partnership
    _tell(partnership, review.series, due_on)
    record(
        act="review.moved",
        anchor=partnership,
        obj=review,
        by=by,
        service=partnership.service,
        before=before,
        after={"due_on": due_on},
        private={"reason": reason} if reason else None,
        at=at,
    )
    return review


@one_act()
def end_series(*, agreement: Agreement, by: Actor, at: datetime) -> list[Series]:
    """Ends the series that rest on an agreement that ended; what was not yet held of them is cancelled.

    A review that waits for the manager stays: what was found and decided is not thrown away.
    """
    ended = list(Series.objects.select_for_update().filter(agreement=agreement, ended_on=None))
    partnership = agreement.partnership
    for series in ended:
        series.ended_on = timezone.localdate(at)
        series.save(update_fields=["ended_on"])
        record(act="series.ended", anchor=partnership, obj=series, by=by, service=partnership.service, at=at)
        for review in series.reviews.filter(status__in=NOT_LOGGED):
            before = {"status": review.status}
            review.status = review_move("cancel", review.status)
            review.save(update_fields=["status"])
            record(
                act="review.cancelled",
                anchor=partnership,
                obj=review,
                by=by,
                service=partnership.service,
                before=before,
                after={"status": review.status},
                at=at,
            )
        _tell(partnership, series, None)
    return ended


def _tell(partnership: Partnership, series: Series, due_on: date | None) -> None:
    if series.kind == SeriesKind.REVIEW:
        note_next_review(partnership=partnership, due_on=due_on)
