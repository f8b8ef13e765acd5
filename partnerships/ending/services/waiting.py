"""What endings ask of people: to confirm what the clock opened, to do a step, and to check one (R9)."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet

from partnerships.ending.rules.steps import appears_on
from partnerships.hooks import Task, Wakes
from partnerships.models import Ending, EndingStep, LeftMatter

from .standing import facts_of

CONFIRM, STEP, CHECK, DECIDE = "ending.confirm", "ending.step", "ending.check", "withdrawal.decide"
STEP_FIELDS = (
    "is_before", "own_day", "within_days", "said_on", "checked_on", "done_by", "ending__ends_on", "ending__decided_on",
    "ending__partnership__manager",
)  # fmt: skip


def endings_to_confirm(partnerships: Sequence[int]) -> QuerySet[Ending]:
    return Ending.objects.to_confirm().filter(partnership__in=partnerships, origin=Ending.Origin.NOTICE).order_by("pk")


def open_steps(partnerships: Sequence[int]) -> QuerySet[EndingStep]:
    steps = EndingStep.objects.of_standing().filter(ending__partnership__in=partnerships, checked_on=None)
    return steps.order_by("pk")


def undecided_matters(partnerships: Sequence[int]) -> QuerySet[LeftMatter]:
    return LeftMatter.objects.filter(
        fate="", withdrawal__agreement__partnership__in=partnerships, withdrawal__withdrawn_on=None
    )


def ending_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Three queries. Of a term that is over the agreement itself asks: renew it, or end the partnership."""
    found: list[Task | Wakes] = [
        Task(key, CONFIRM, pk, asks="form_partnership", due_on=ends_on)
        for key, pk, ends_on in endings_to_confirm(partnerships).values_list("partnership", "pk", "ends_on")
    ]
    leaving = undecided_matters(partnerships).order_by("withdrawal").distinct()
    found += [
        Task(key, DECIDE, pk, asks="form_partnership", due_on=last_day)
        for key, pk, last_day in leaving.values_list(
            "withdrawal__agreement__partnership", "withdrawal", "withdrawal__last_day"
        )
    ]
    steps = open_steps(partnerships).select_related("ending__partnership").only(*STEP_FIELDS)
    return found + [_of_step(step, today) for step in steps]


def _of_step(step: EndingStep, today: datetime.date) -> Task | Wakes:
    partnership = step.ending.partnership
    if step.said_on:
        # who did it does not check it: then it is everybody's who may
        is_named = step.done_by_id is None or step.done_by_id != partnership.manager_id
        return Task(partnership.pk, CHECK, step.pk, asks="enter_value", is_named=is_named, since=step.said_on)
    begins = appears_on(facts_of(step))
    if begins and begins > today:
        return Wakes(partnership.pk, begins)
    return Task(
        partnership.pk,
        STEP,
        step.pk,
        asks="form_partnership",
        due_on=step.due_on,
        since=begins or step.ending.decided_on,
    )
