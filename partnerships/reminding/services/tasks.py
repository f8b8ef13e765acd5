"""Kinds whose rows are the ready rows of what waits: the subject that lists a task says who tells it, too."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from partnerships import hooks
from partnerships.hooks import Told
from partnerships.models import WaitingTask
from partnerships.models.ready import NEVER
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan


def kind_of_task(code: str, task: str, *, label: Any, plan: Plan, day: str = "due_on", **values: Any) -> Kind:
    """Reminders of one kind of waiting task, by its day."""

    def rows() -> QuerySet[WaitingTask]:
        return WaitingTask.objects.filter(kind=task, **{f"{day}__lt": NEVER})

    def tell(keys: Sequence[int], today: date) -> dict[int, Told]:
        found = WaitingTask.objects.filter(kind=task, ref__in=keys)
        return hooks.task_kinds[task].tell(list(found.select_related("partnership__office", "person")), today)

    return Kind(code, label, rows, tell, plan, subject="ref", day=day, **values)
