"""When the reminders of somebody who wants them together go, and which of them come alone all the same (N3). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from partnerships.rules.reminding import Way

from .calendars import DAY, Calendar

WEEK = timedelta(days=7)
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Wish:
    """What a person chose; `weekday` 0 is Monday."""

    way: str = Way.SINGLE
    weekday: int = 0
    hour: int = 8
    soon_alone: bool = True


@dataclass(frozen=True)
class Period:
    """One digest: the day that names it, and the moment at which it goes: later where that day is a day off."""

    day: date
    at: datetime


def periods(wish: Wish, calendar: Calendar, since: datetime) -> Iterator[Period]:
    """The digests of a person that go at `since` or later, without end."""
    day = since.astimezone(calendar.zone).date() - WEEK
    while True:
        if _names_one(wish, calendar, day):
            at = datetime.combine(calendar.working_day(day, later=True), _hour(wish, calendar), tzinfo=calendar.zone)
            if at >= since:
                yield Period(day, at)
        day += DAY


def _names_one(wish: Wish, calendar: Calendar, day: date) -> bool:
    return day.weekday() == wish.weekday if wish.way == Way.WEEKLY else calendar.works_on(day)


def _hour(wish: Wish, calendar: Calendar) -> time:
    """Within the working hours, and an hour after they begin: what falls due in the morning is written by then."""
    return time(max(calendar.opens, min(max(wish.hour, calendar.opens + 1), calendar.closes - 1)))


def comes_alone(wish: Wish, period: Period, *, due_on: date, stage: int, first_late: int | None, now: datetime) -> bool:
    """Whether a reminder is not kept for this digest: it would come too late, or the person wants to know at once.

    Too late: on its last day, or after it, where it could come earlier. In a week's digest the first word that
    something is late comes at once, too; `first_late`: the stage of that word.
    """
    goes_on, today = period.at.date(), now.astimezone(period.at.tzinfo).date()
    if goes_on <= today:
        return False
    if stage < 0:
        return wish.way == Way.WEEKLY and stage == first_late
    is_soon = wish.way == Way.WEEKLY and wish.soon_alone and due_on - today <= SOON
    return is_soon or due_on <= goes_on
