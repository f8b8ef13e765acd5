"""The stages of a reminder: how many days before or after the due date, and who is asked at each (N1). Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partnerships.rules.reminding import AskedAs, Asks


@dataclass(frozen=True)
class Plan:
    """A stage is a number of days before the due date, as a lead time is; below 0 it is late.

    The manager is asked too from `manager_after` days after the due date on, the head from `head_after`: below 0 before
    it; None: never. Then a reminder every so many days, in all `most` after the due date.
    """

    lead_days: tuple[int, ...] = (14, 3, 0)
    asks: str = Asks.MANAGER
    manager_after: int | None = 7
    head_after: int | None = 21
    every: int | None = 14
    most: int = 6
    is_on: bool = True

    def stages(self, *, ends_at_due: bool = False) -> tuple[int, ...]:
        """The earliest first. `ends_at_due`: with the day itself it is over, and nothing is late."""
        early = {days for days in self.lead_days if days >= 0}
        late = () if ends_at_due else self._late()
        return tuple(sorted(early | {-days for days in late}, reverse=True))

    def _late(self) -> tuple[int, ...]:
        told = {days for days in (self.manager_after, self.head_after) if days is not None and days > 0}
        days = sorted(told | {-days for days in self.lead_days if days < 0})
        while self.every and len(days) < self.most:
            days.append((days[-1] if days else 0) + self.every)
        return tuple(days[: self.most])

    def asked_at(self, stage: int, *, has_owner: bool = False) -> list[AskedAs]:
        """In this order; who is asked twice is asked as the first. Who does a thing themselves is asked before it is
        late, and their office is not."""
        office, manager = self.asks in (Asks.OFFICE, Asks.BOTH), self.asks in (Asks.MANAGER, Asks.BOTH)
        told = _is_reached(self.manager_after, stage)
        asked = [
            (AskedAs.OWNER, has_owner),
            (AskedAs.OFFICE, office and not has_owner),
            (AskedAs.MANAGER, told or (manager and not has_owner)),
            (AskedAs.HEAD, _is_reached(self.head_after, stage)),
        ]
        return [role for role, is_asked in asked if is_asked]


def _is_reached(after: int | None, stage: int) -> bool:
    return after is not None and -stage >= after


@dataclass(frozen=True)
class DueStages:
    """What a sweep writes: the newest stage that is due, and the earlier ones that it covers."""

    writes: int | None = None
    covers: tuple[int, ...] = ()


def due_stages(
    stages: Iterable[int],
    moment: Callable[[int], datetime | None],
    *,
    known_at: datetime,
    began_at: datetime,
    written: Iterable[int],
    now: datetime,
) -> DueStages:
    """N2: asked as "due <= now", so that an outage costs time, never a reminder.

    `moment`: of a stage, when the first person is to be reminded; None where there is nobody to ask. What lay before
    the thing was known was never due; but where all of them did, the last one stays. Nor was what lay before the
    service began to be reminded.
    """
    every = [(stage, at) for stage in stages if (at := moment(stage)) is not None]
    planned = [each for each in every if each[1] >= known_at] or every[-1:]
    nearest = min(written, default=None)
    due = [stage for stage, at in planned if began_at <= at <= now and (nearest is None or stage < nearest)]
    return DueStages(due[-1], tuple(due[:-1])) if due else DueStages()


def stage_day(due_on: date, stage: int) -> date:
    return due_on - timedelta(days=stage)
