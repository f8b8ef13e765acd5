"""When a notice that is given on a day takes effect, and by which day it has to be given (A16). Pure."""

import calendar
import datetime
from dataclasses import dataclass

from pes_partnerships.lib.dates import add_months

from .vocabulary import NoticeEnd, NoticeUnit

Day = datetime.date
MONTHS_IN = {NoticeEnd.MONTH: 1, NoticeEnd.QUARTER: 3, NoticeEnd.YEAR: 12}
LONGEST = 7  # days by which two months may differ in length, and more


@dataclass(frozen=True)
class NoticePeriod:
    """“Three months, to the end of a quarter”."""

    count: int
    unit: str
    to_end_of: str = ""


@dataclass(frozen=True)
class OwnEnd:
    """What the text says of its end: `fixed`, the day on which it ends without notice; else `first`, the day before
    which it does not end, and the months for which it is then renewed each time."""

    fixed: Day | None = None
    first: Day | None = None
    renews_months: int | None = None


@dataclass(frozen=True)
class EarliestEnd:
    """The first possible last day, and the steps that led there.

    `runs_until`: the end of the bare period; `rounded`: the end of the month, quarter or year after it; `bound`: the
    day of the text itself that decides, of the kind `bound_by` (fixed, first, renewal).
    """

    given_on: Day
    runs_until: Day
    rounded: Day
    day: Day
    bound_by: str = ""


FIXED, FIRST, RENEWAL = "fixed", "first", "renewal"


@dataclass(frozen=True)
class DecideBy:
    """The last day on which notice still ends the agreement on `end`; else it is renewed then, or ends by itself."""

    by: Day
    end: Day
    is_renewal: bool


def earliest_end(period: NoticePeriod, own: OwnEnd, given_on: Day) -> EarliestEnd:
    """Of an agreement that is renewed, a notice ends the term that runs when the period is over."""
    until = after_period(period, given_on)
    rounded = end_of(until, period.to_end_of)
    day, bound_by = rounded, ""
    if own.fixed and own.fixed < rounded:
        day, bound_by = own.fixed, FIXED
    elif own.first and own.renews_months and (end := _term_end(own.first, own.renews_months, rounded)) != rounded:
        day, bound_by = end, RENEWAL
    elif own.first and own.first > rounded:
        day, bound_by = own.first, FIRST
    return EarliestEnd(given_on, until, rounded, day, bound_by)


def decide_by(period: NoticePeriod, own: OwnEnd, today: Day) -> DecideBy | None:
    """The next one that has not passed; None where the text names no end, or it is too late for the only one."""
    if own.fixed:
        by = last_notice_day(period, own.fixed)
        return DecideBy(by, own.fixed, is_renewal=False) if by >= today else None
    if not own.first or not own.renews_months:
        return None
    end = _term_end(own.first, own.renews_months, today)
    while (by := last_notice_day(period, end)) < today:
        end = _term_end(own.first, own.renews_months, end + datetime.timedelta(days=1))
    return DecideBy(by, end, is_renewal=True)


def after_period(period: NoticePeriod, given_on: Day) -> Day:
    if period.unit == NoticeUnit.DAYS:
        return given_on + datetime.timedelta(days=period.count)
    if period.unit == NoticeUnit.WEEKS:
        return given_on + datetime.timedelta(weeks=period.count)
    return add_months(given_on, period.count * (12 if period.unit == NoticeUnit.YEARS else 1))


def end_of(day: Day, part: str) -> Day:
    """The last day of the month, quarter or year that the day lies in; the day itself where none is agreed."""
    if not (months := MONTHS_IN.get(NoticeEnd(part)) if part else None):
        return day
    month = -(-day.month // months) * months
    return day.replace(month=month, day=calendar.monthrange(day.year, month)[1])


def last_notice_day(period: NoticePeriod, end: Day) -> Day:
    """The last day from which a notice takes effect on `end` or before; found by trying, as months differ in length."""
    back = NoticePeriod(-period.count, period.unit)
    if period.to_end_of and end_of(end, period.to_end_of) != end:
        end = end_of(add_months(end, -MONTHS_IN[NoticeEnd(period.to_end_of)]), period.to_end_of)
    day = after_period(back, end) + datetime.timedelta(days=LONGEST)
    while end_of(after_period(period, day), period.to_end_of) > end:
        day -= datetime.timedelta(days=1)
    return day


def _term_end(first: Day, months: int, day: Day) -> Day:
    """The end of the term, the first or a renewed one, that is running on `day`."""
    step, end = 0, first
    while end < day:
        step += 1
        end = add_months(first, step * months)
    return end
