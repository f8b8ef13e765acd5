"""What commitments ask of an office: accept what was done, decide on what is late, do what is due (hook `waiting`).

One line for each of them and partnership: what it is about is counted when it is told.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from partnerships.hooks import Task, Wakes
from reviews.commitments.rules.reminding import BEFORE_DAYS
from reviews.commitments.rules.standing import LATE, NOTHING_DUE, RETURNED, WAITS, task_state
from reviews.models import CommitmentTask
from reviews.rules.commitment_words import UNDONE

from .listing import facts_of

ACCEPT, DECIDE, DO = "commitments.accept", "commitments.late", "commitments.due"
FIELDS = (
    "due_on", "status", "sent_on", "is_sent_by_us", "commitment__is_joint", "commitment__needs_measure",
    "commitment__measured_by", "commitment__partnership__service", "commitment__participation__organisation__pes",
    "review__status", "review__due_on", "review__held_on",
)  # fmt: skip
ONE_DAY, SOON = datetime.timedelta(days=1), datetime.timedelta(days=BEFORE_DAYS)


def unsettled_tasks(partnerships: Sequence[int]) -> QuerySet[CommitmentTask]:
    return CommitmentTask.objects.unsettled().filter(
        commitment__partnership__in=partnerships, commitment__ended_on=None, commitment__partnership__ended_on=None
    )


def unsettled(partnerships: Sequence[int]) -> QuerySet[CommitmentTask]:
    """One query."""
    related = ("commitment__partnership", "commitment__participation__organisation", "review")
    return unsettled_tasks(partnerships).select_related(*related).order_by("due_on", "pk")


def kind_of(task: CommitmentTask, today: datetime.date) -> str:
    """Which line a task belongs to today; empty where it waits for somebody else, or for its day."""
    state = task_state(facts_of(task), today)
    if state.code == WAITS:
        return "" if task.is_sent_by_us else ACCEPT
    if state.code == LATE or (state.code == RETURNED and state.days_late):
        return DECIDE
    is_ours = task.commitment.is_own or task.commitment.is_joint
    is_soon = task.day - SOON <= today and not task.is_held_back
    return DO if is_ours and is_soon and state.code in (NOTHING_DUE, RETURNED) else ""


def commitment_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    found: list[Task | Wakes] = []
    days: dict[tuple[int, str], list[datetime.date]] = defaultdict(list)
    for task in unsettled(partnerships).only(*FIELDS):
        key = task.commitment.partnership_id
        if kind := kind_of(task, today):
            days[key, kind].append(task.sent_on or task.day if kind == ACCEPT else task.day)
        if not task.is_held_back:
            found += [Wakes(key, day) for day in (task.day - SOON, task.day + ONE_DAY) if day > today]
    for (key, kind), each in days.items():
        when = {"since": min(each)} if kind == ACCEPT else {"due_on": min(each)}
        found.append(Task(key, kind, key, asks="enter_value", **when))
    return found


def days_missed(partnerships: Sequence[int]) -> dict[int, list[datetime.date]]:
    """The days of what is undone and will be, or is, late; for the warnings of a partnership. One query."""
    found: dict[int, list[datetime.date]] = defaultdict(list)
    for task in unsettled(partnerships).only(*FIELDS):
        if task.status in UNDONE and not task.is_held_back and not task.commitment.is_unseen:
            found[task.commitment.partnership_id].append(task.day)
    return found
