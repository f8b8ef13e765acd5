"""On which days a commitment asks for something: those of its rhythm, one ahead of today. Pure (G4)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from pes_partnerships.lib.dates import add_months, months_between

Day = datetime.date


@dataclass(frozen=True)
class Rhythm:
    """`since`: the day from which it is followed here; what lay before was settled elsewhere. No months: once."""

    first: Day
    every_months: int | None = None
    last: Day | None = None
    since: Day = Day.min


@dataclass(frozen=True)
class Plan:
    """`look_again_on`: the day on which the next ones are planned; None where there are none any more."""

    days: list[Day] = field(default_factory=list)
    look_again_on: Day | None = None


def plan(rhythm: Rhythm, *, after: Day | None, today: Day) -> Plan:
    """The days after `after`, the last one that is planned, up to the first that lies ahead of today."""
    days: list[Day] = []
    for day in _days(rhythm):
        if after is not None and day <= after:
            continue
        latest = days[-1] if days else after
        if latest is not None and latest > today:
            return Plan(days, latest)
        days.append(day)
    return Plan(days)


def _days(rhythm: Rhythm) -> Iterator[Day]:
    """All days of a rhythm that count, in their order."""
    if rhythm.every_months is None:
        if rhythm.first >= rhythm.since:
            yield rhythm.first
        return
    step = max(0, months_between(rhythm.first, rhythm.since) // rhythm.every_months)
    while True:
        day = add_months(rhythm.first, step * rhythm.every_months)
        if rhythm.last is not None and day > rhythm.last:
            return
        if day >= rhythm.since:
            yield day
        step += 1


def keeps_meeting(*, due_on: Day, every_months: int | None, held_on: Day) -> bool:
    """A meeting counts for the time before a due day, one rhythm long, and for what is late; not for one to come."""
    return not every_months or held_on >= add_months(due_on, -every_months)
