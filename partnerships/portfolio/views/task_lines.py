"""Tasks in words: the groups of the start page, and the lines of their list."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.hooks import Told
from partnerships.models import WaitingTask
from partnerships.portfolio.services.tasks import OTHERS, Group, has_day
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
    def when(self) -> str:
        return self.told.when or (distance(self.task.due_on, self.today) if has_day(self.task) else "")

    @property
    def due_on(self) -> datetime.date | None:
        return self.task.due_on if has_day(self.task) else None

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


def group_lines(groups: list[Group], whose: str, today: datetime.date) -> list[dict[str, Any]]:
    firsts = {line.task.pk: line for line in lines_of([group.first for group in groups if group.first], today)}
    return [
        _group_line(group, firsts[group.first.pk], whose)
        for group in groups
        if group.first and group.first.pk in firsts
    ]


def _group_line(group: Group, first: TaskLine, whose: str) -> dict[str, Any]:
    return {**kind_line(group, whose), "sentence": group.kind.sentence, "first": first, "tag": _tag(group, first)}


def kind_line(group: Group, whose: str) -> dict[str, Any]:
    """The kind, its number, and the list of exactly these."""
    query = urlencode({"whose": whose, "kind": group.key, **({"late": "1"} if whose == OTHERS else {})})
    return {"label": group.kind.label, "count": group.count, "url": f"{reverse('partnerships:tasks')}?{query}"}


def _tag(group: Group, first: TaskLine) -> str:
    """“oldest 14 weeks late”, or how late the only one is."""
    if not first.is_late:
        return ""
    return _("oldest %(late)s") % {"late": first.late} if group.count > 1 else first.late
