"""When the owner of an entry is asked to confirm it: days before it expires, below 0 after that day. Pure."""

from collections.abc import Iterable
from datetime import date

from partnerships.reminding.rules.calendars import Calendar
from partnerships.reminding.rules.stages import stage_day

STAGES = (60, 30, 7, 0, -30)


def due_stage(expires_on: date, today: date, calendar: Calendar, written: Iterable[int]) -> int | None:
    """The newest stage that is due and not covered by a later one; an outage costs time, never a request.

    A stage belongs to a working day: before a day off, or after it where the entry has expired.
    """
    if not calendar.works_on(today):
        return None
    nearest = min(written, default=None)
    days = {stage: calendar.working_day(stage_day(expires_on, stage), later=stage < 0) for stage in STAGES}
    due = [stage for stage, day in days.items() if day <= today and (nearest is None or stage < nearest)]
    return min(due, default=None)
