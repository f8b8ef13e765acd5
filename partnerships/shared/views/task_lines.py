"""A waiting task in words, as each list of tasks shows it."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.hooks import Told
from partnerships.models import WaitingTask
from partnerships.models.ready import NEVER
from pes_partnerships.lib.templatetags.ui import distance


@dataclass(frozen=True)
class TaskLine:
    task: WaitingTask
    told: Told
    today: datetime.date

    @property
    def label(self) -> str:
        return self.told.label if self.task.is_own else self.told.elsewhere or self.told.label

    @property
    def url(self) -> str:
        return self.told.url

    @property
    def reason(self) -> str:
        return self.told.reason

    @property
    def is_late(self) -> bool:
        return self.task.due_on < self.today

    @property
    def late(self) -> str:
        return distance(self.task.due_on, self.today) if self.is_late else ""

    @property
    def has_day(self) -> bool:
        return self.task.due_on != NEVER

    @property
    def when(self) -> str:
        return self.told.when or (distance(self.task.due_on, self.today) if self.has_day else "")

    @property
    def due_on(self) -> datetime.date | None:
        return self.task.due_on if self.has_day else None

    @property
    def with_whom(self) -> str:
        """“Lina, Alytus”: who is named, and the office where it belongs to one."""
        if self.told.with_whom:
            return self.told.with_whom
        manager = self.task.person.name if self.task.person else _("Partnership manager")
        office = self.task.partnership.office
        return f"{manager}, {office}" if office else manager


def lines_of(tasks: list[WaitingTask], today: datetime.date) -> list[TaskLine]:
    """In the order of `tasks`; a kind looks up what it tells once for all of its tasks."""
    by_kind: dict[str, list[WaitingTask]] = defaultdict(list)
    for task in tasks:
        by_kind[task.kind].append(task)
    told = {kind: hooks.task_kinds[kind].tell(rows, today) for kind, rows in by_kind.items()}
    return [TaskLine(task, words, today) for task in tasks if (words := told[task.kind].get(task.ref))]
