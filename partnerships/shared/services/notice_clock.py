"""The notice period of an agreement in numbers: its first possible last day, and by when one has to decide (A16)."""

import datetime
from dataclasses import dataclass

from partnerships.models import Agreement
from partnerships.rules.notice import DecideBy, NoticePeriod, OwnEnd, decide_by, earliest_end
from partnerships.rules.notice_words import steps_to
from partnerships.rules.term import last_day


@dataclass(frozen=True)
class NoticeClock:
    """The first possible last day of a notice that is given on a day, and how it is worked out."""

    given_on: datetime.date
    day: datetime.date
    steps: list[str]


def period_of(agreement: Agreement) -> NoticePeriod | None:
    """None where the text says it in words alone."""
    if not agreement.notice_count or not agreement.notice_unit:
        return None
    return NoticePeriod(agreement.notice_count, agreement.notice_unit, agreement.notice_to_end_of)


def own_end_of(agreement: Agreement) -> OwnEnd:
    fixed = last_day(ends=agreement.ends, bound=agreement.ends_bound, is_open_ended=agreement.is_open_ended)
    first = None if fixed else agreement.ends.latest()
    return OwnEnd(fixed, first, agreement.renews_months)


def notice_clock(agreement: Agreement | None, given_on: datetime.date) -> NoticeClock | None:
    """None where there is no text, or it has no period in numbers."""
    if agreement is None or (period := period_of(agreement)) is None:
        return None
    found = earliest_end(period, own_end_of(agreement), given_on)
    return NoticeClock(given_on, found.day, steps_to(found, period.to_end_of))


def earliest_day(agreement: Agreement | None, given_on: datetime.date) -> datetime.date | None:
    found = notice_clock(agreement, given_on)
    return found.day if found else None


def decide_by_of(agreement: Agreement, today: datetime.date) -> DecideBy | None:
    """The last day to give notice before the next automatic renewal, or before the end by the text."""
    period = period_of(agreement)
    return decide_by(period, own_end_of(agreement), today) if period else None
