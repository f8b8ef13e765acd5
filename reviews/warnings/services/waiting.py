"""One waiting task for each check that warns of a partnership, as a ready row (hook `waiting`).

The rows are written with the act that changes a partnership, and on the days on which time alone does: a list of ten
thousand partnerships reads them and computes nothing but the words of its own page.
"""

from collections.abc import Collection
from datetime import date
from itertools import groupby
from operator import attrgetter

from partnerships.hooks import Task, Wakes
from reviews.warnings.rules.catalogue import CHECKS
from reviews.warnings.rules.of_conduct import COUNTED_AS_TASKS

from .current import Current, warnings_of
from .facts import worked_out
from .ready_rows import write_ready

PREFIX, TOLD_PREFIX = "warning.", "told."
KIND_OF = {check.code: f"{PREFIX}{check.code}" for check in CHECKS}
# all that it warns of waits as tasks of their own, and counts there: the list of warnings alone has it
TOLD_OF = {check.code: f"{TOLD_PREFIX}{check.code}" for check in CHECKS if check.code in COUNTED_AS_TASKS}
FAILED_OF = {check.code: f"failed.{check.code}" for check in CHECKS}  # it could not be run; nobody has to act


def code_of(kind: str) -> str:
    return kind.removeprefix(PREFIX).removeprefix(TOLD_PREFIX)


def ready_rows(*, partnerships: Collection[int]) -> list[int]:
    """Hook: the facts of these partnerships; those that were otherwise, by their number."""
    written = write_ready(partnerships, worked_out(partnerships))
    return [written] if written else []


def warning_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    found: list[Task | Wakes] = []
    for key, each in warnings_of(partnerships, today).items():
        found += [_task(key, code, list(own)) for code, own in groupby(each.waiting, attrgetter("warned.code"))]
        found += [Task(key, FAILED_OF[code], key) for code in each.failed]
        if each.wakes_on:
            found.append(Wakes(key, each.wakes_on))
    return found


def _task(partnership: int, code: str, found: list[Current]) -> Task:
    counted = COUNTED_AS_TASKS.get(code, frozenset())
    if all(each.warned.about in counted for each in found):
        return Task(partnership, TOLD_OF[code], partnership)
    return Task(partnership, KIND_OF[code], partnership, asks="confirm_review")
