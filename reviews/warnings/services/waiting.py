"""One waiting task for each check that warns of a partnership, as a ready row (hook `waiting`).

The rows are written with the act that changes a partnership, and on the days on which time alone does: a list of ten
thousand partnerships reads them and computes nothing but the words of its own page.
"""

from collections.abc import Collection
from datetime import date

from partnerships.hooks import Task, Wakes
from reviews.warnings.rules.catalogue import CHECKS

from .current import warnings_of
from .facts import worked_out
from .ready_rows import write_ready

PREFIX = "warning."
KIND_OF = {check.code: f"{PREFIX}{check.code}" for check in CHECKS}
FAILED_OF = {check.code: f"failed.{check.code}" for check in CHECKS}  # it could not be run; nobody has to act


def code_of(kind: str) -> str:
    return kind.removeprefix(PREFIX)


def ready_rows(*, partnerships: Collection[int]) -> list[int]:
    """Hook: the facts of these partnerships; those that were otherwise, by their number."""
    written = write_ready(partnerships, worked_out(partnerships))
    return [written] if written else []


def warning_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    found: list[Task | Wakes] = []
    for key, each in warnings_of(partnerships, today).items():
        codes = sorted({current.warned.code for current in each.waiting})
        found += [Task(key, KIND_OF[code], key, asks="confirm_review") for code in codes]
        found += [Task(key, FAILED_OF[code], key) for code in each.failed]
        if each.wakes_on:
            found.append(Wakes(key, each.wakes_on))
    return found
