"""Which periods values were expected for, and when they are in time (G5, O2). Pure: days in, periods out.

A rhythm of so many months divides the calendar, from January on. A period is expected where at least half of its days
lie between the first and the last day of the rhythm. Values are due so many days after the end of their period as the
first report was due after its own. Where that says nothing (there is no report, or its day is late in the next period),
it is 15 days for months, 30 for quarters, 45 for half-years and 60 for years.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pes_partnerships.lib.dates import PartialDate, add_months

IN_TIME, LATE, MISSING, OPEN = "in_time", "late", "missing", "open"
MOST_DAYS = 60
USUAL_DAYS = ((1, 15), (3, 30), (6, 45))
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """`first_due`: the day of the first report; None where the rhythm is that of the reviews."""

    every_months: int
    since: date
    until: date | None = None
    first_due: date | None = None


@dataclass(frozen=True)
class Expected:
    period: PartialDate
    due_on: date


def usual_days(every_months: int) -> int:
    return next((days for months, days in USUAL_DAYS if every_months <= months), MOST_DAYS)


def days_allowed(rhythm: Rhythm) -> int:
    """How many days after the end of a period its values are in time."""
    if rhythm.first_due:
        days = (rhythm.first_due - _start_of(rhythm.first_due, rhythm.every_months)).days + 1
        if days <= min(MOST_DAYS, 15 * rhythm.every_months):
            return days
    return usual_days(rhythm.every_months)


def first_day(rhythm: Rhythm) -> date:
    """The first report is about the period before it, if that was in force; else about the one it lies in."""
    if rhythm.first_due is None:
        return rhythm.since
    return max(rhythm.since, _start_of(_start_of(rhythm.first_due, rhythm.every_months) - ONE_DAY, rhythm.every_months))


def expected_periods(rhythm: Rhythm, today: date) -> list[Expected]:
    """Those that are over, the oldest first."""
    if not rhythm.every_months:
        return []
    months, since, allowed = rhythm.every_months, first_day(rhythm), timedelta(days=days_allowed(rhythm))
    found, start = [], _start_of(since, months)
    while (following := add_months(start, months)) <= today:
        last = following - ONE_DAY
        if _days(max(start, since), min(last, rhythm.until or last)) * 2 >= _days(start, last):
            found.append(Expected(_period(start, months), last + allowed))
        start = following
    return found


def timeliness(expected: Expected, entered_on: date | None, today: date) -> str:
    """`entered_on`: the day on which the first value of the period came in; None where there is none."""
    if entered_on is None:
        return OPEN if today <= expected.due_on else MISSING
    return IN_TIME if entered_on <= expected.due_on else LATE


def _start_of(day: date, months: int) -> date:
    """The first day of the period that a day lies in; counted from January of the year 2000."""
    place = (day.year - 2000) * 12 + day.month - 1
    return add_months(date(2000, 1, 1), place - place % months)


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _period(start: date, months: int) -> PartialDate:
    if months == 12:
        return PartialDate(start.year)
    last = add_months(start, months) - ONE_DAY
    first = PartialDate(start.year, start.month)
    return first if months == 1 else PartialDate(start.year, start.month, end=PartialDate(last.year, last.month))
