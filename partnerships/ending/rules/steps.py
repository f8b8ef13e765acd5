"""Where a step of an ending stands, and how far the whole of it is. Pure (A8, R9)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

OPEN, LATE, SAID, DONE, LATER = "open", "late", "said", "done", "later"
REMINDED_DAYS = 7  # before its day
SOON_DAYS = 30  # from then on a step waits for somebody


@dataclass(frozen=True)
class StepFacts:
    """`ends_on`: the last day of the partnership; `counts_from_end`: nothing is due before that day."""

    due_on: datetime.date | None
    ends_on: datetime.date
    counts_from_end: bool
    is_said: bool = False
    is_checked: bool = False


def step_state(step: StepFacts, today: datetime.date) -> str:
    """One of the five; what is said to be done stays so until somebody else has checked it."""
    if step.is_checked:
        return DONE
    if step.is_said:
        return SAID
    if step.due_on and step.due_on < today:
        return LATE
    return LATER if step.counts_from_end and today <= step.ends_on else OPEN


def appears_on(step: StepFacts) -> datetime.date | None:
    """The day from which an open step waits for somebody; None: at once."""
    soon = step.due_on - datetime.timedelta(days=SOON_DAYS) if step.due_on else None
    if step.counts_from_end:
        after = step.ends_on + datetime.timedelta(days=1)
        soon = max(soon, after) if soon else after
        return min(soon, step.due_on) if step.due_on else soon
    return soon


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    late: int

    @property
    def is_whole(self) -> bool:
        return self.done == self.total


def progress(states: Iterable[str]) -> Progress:
    every = list(states)
    return Progress(every.count(DONE), len(every), every.count(LATE))
