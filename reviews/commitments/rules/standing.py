"""Where a task of a commitment stands, and who keeps its commitments. Pure (G4).

In time: accepted, and sent by its day, of all that fell due in the last twelve months.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from pes_partnerships.lib.dates import add_months
from reviews.rules.commitment_words import UNDONE, TaskStatus

NOTHING_DUE, WAITS, ACCEPTED, RETURNED = "nothing_due", "waits", "accepted", "returned"
LATE, SET_ASIDE, UNSEEN, CLOSED = "late", "set_aside", "unseen", "closed"
BAD = (LATE, RETURNED)
MONTHS_COUNTED = 12


@dataclass(frozen=True)
class TaskFacts:
    """`is_held_back`: asked at a review that was not held; `is_unseen`: nobody measures it."""

    day: datetime.date
    status: str = TaskStatus.OPEN
    sent_on: datetime.date | None = None
    is_held_back: bool = False
    is_unseen: bool = False


@dataclass(frozen=True)
class State:
    """`days_late`: of what is not done, until today; of what was sent, until it was."""

    code: str
    days_late: int = 0


SETTLED = {TaskStatus.ACCEPTED: ACCEPTED, TaskStatus.SET_ASIDE: SET_ASIDE, TaskStatus.CLOSED: CLOSED}


def task_state(task: TaskFacts, today: datetime.date) -> State:
    """One of the eight; a returned one stays so when its day passes, and says how late it is."""
    if task.status in SETTLED:
        return State(SETTLED[task.status], _late(task, task.sent_on) if task.sent_on else 0)
    if task.status == TaskStatus.SENT:
        return State(WAITS, _late(task, task.sent_on or today))
    if task.is_unseen:
        return State(UNSEEN)
    late = _late(task, today)
    if task.status == TaskStatus.RETURNED:
        return State(RETURNED, late)
    return State(LATE, late) if late else State(NOTHING_DUE)


def _late(task: TaskFacts, on: datetime.date) -> int:
    return 0 if task.is_held_back else max(0, (on - task.day).days)


@dataclass(frozen=True)
class Kept:
    """`in_time` of `due` that fell due in the last twelve months."""

    in_time: int = 0
    due: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.in_time + other.in_time, self.due + other.due)


def counted_since(today: datetime.date) -> datetime.date:
    return add_months(today, -MONTHS_COUNTED)


def fell_due(task: TaskFacts, today: datetime.date) -> bool:
    """Its day lies in the last twelve months; of today only what is accepted. What was set aside was not asked."""
    if task.is_held_back or task.status in (TaskStatus.SET_ASIDE, TaskStatus.CLOSED):
        return False
    if task.is_unseen and task.status in UNDONE:
        return False
    is_over = task.day < today or (task.status == TaskStatus.ACCEPTED and task.day == today)
    return is_over and task.day > counted_since(today)


def is_in_time(task: TaskFacts) -> bool:
    return task.status == TaskStatus.ACCEPTED and task.sent_on is not None and task.sent_on <= task.day


def kept(tasks: Iterable[TaskFacts], today: datetime.date) -> Kept:
    counted = [task for task in tasks if fell_due(task, today)]
    return Kept(sum(is_in_time(task) for task in counted), len(counted))
