"""When who has not signed is reminded by the clock: planned from the day of the request, and shown (N1, S1)."""

import datetime
from collections.abc import Iterable

DAY = datetime.timedelta(days=1)
FIRST_PAUSE = 3 * DAY  # nobody is reminded sooner after a link
BEFORE_THE_END = 3 * DAY


def planned_days(asked_on: datetime.date, last_day: datetime.date) -> list[datetime.date]:
    """Half-way, and three days before the last day; a short time has one of them, or none."""
    half, late = asked_on + (last_day - asked_on) // 2, last_day - BEFORE_THE_END
    days = [day for day in (half, late) if day >= asked_on + FIRST_PAUSE]
    return days[-1:] if len(days) > 1 and late - half < FIRST_PAUSE else sorted(days)


def next_reminder(
    sent_on: Iterable[datetime.date], last_day: datetime.date, today: datetime.date
) -> datetime.date | None:
    """The next planned day, or today where one has come; None: no further one.

    `sent_on`: the days on which a link went to this person, the first of them first. A link by hand stands for the
    reminders before it, and the next one keeps its distance from it.
    """
    sent = sorted(sent_on)
    if not sent or today >= last_day:
        return None
    ahead = [day for day in planned_days(sent[0], last_day) if day > sent[-1]]
    if not ahead:
        return None
    day = max(ahead[0], sent[-1] + FIRST_PAUSE, today)
    return day if day < last_day else None
