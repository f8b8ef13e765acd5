"""The end of an agreement: its rhythm stops, and its closing review is due (R9)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.models import Agreement, Partnership
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.models import Review, Series
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.rhythm import closing_due, was_over_before

from .days import follow_the_end, plan_review, set_day
from .rhythms import cancel_planned


@one_act()
def end_series(*, agreement: Agreement, by: Actor, at: datetime) -> list[Series]:
    """Ends the series that rest on an agreement that ended; what is open of its reviews becomes the closing review.

    A review that waits for the manager stays: what was found and decided is not thrown away, and the closing review
    follows when it is confirmed.
    """
    return _end_all(Series.objects.filter(agreement=agreement), by, at)


@one_act()
def end_series_of(*, partnership: Partnership, by: Actor, at: datetime) -> list[Series]:
    """The same of a partnership that ended, whatever its series rest on: one without a written agreement, too."""
    return _end_all(Series.objects.filter(partnership=partnership), by, at)


def _end_all(series_of: QuerySet[Series], by: Actor, at: datetime) -> list[Series]:
    running = series_of.filter(ended_on=None).select_for_update(of=("self",))
    ended = list(running.select_related("partnership__service"))
    for series in ended:
        partnership = series.partnership
        series.ended_on = timezone.localdate(at)
        series.save(update_fields=["ended_on"])
        record(act="series.ended", anchor=partnership, obj=series, by=by, service=partnership.service, at=at)
        if series.kind == SeriesKind.REVIEW and not _was_over(series, at):
            _close(series, by, at)
        else:
            cancel_planned(series, by, at)
    return ended


def _was_over(series: Series, at: datetime) -> bool:
    """Whether it ended so long ago that even its closing review is past: nobody is asked for it (R9)."""
    return was_over_before(ends_on=series.partnership.ended_on, today=timezone.localdate(at))


def _close(series: Series, by: Actor, at: datetime) -> None:
    """The day that was announced while the end lay ahead stays, however late the clock comes."""
    day = closing_due(series.ended_on)
    review = series.reviews.open().first()
    if review is None:
        if not series.reviews.filter(is_closing=True).exists():
            plan_review(series=series, due_on=day, by=by, at=at, is_closing=True)
    elif review.can_be_logged and not (review.is_closing and series.ended_on <= review.due_on <= day):
        review.series = series
        set_day(review, day, by, at, is_closing=True)


@one_act()
def follow_new_end(*, agreement: Agreement, by: Actor, at: datetime) -> list[Review]:
    """The last day of an agreement in force changed, by a notice or its withdrawal: the open review follows it."""
    open_reviews = Review.objects.select_for_update(of=("self",)).not_logged()
    found = open_reviews.filter(series__agreement=agreement, series__kind=SeriesKind.REVIEW, series__ended_on=None)
    found = found.select_related("series__agreement", "series__partnership__service")
    return [follow_the_end(review, by, at) for review in found]
