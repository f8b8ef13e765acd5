"""What endings ask of people: to confirm what the clock opened, to do a step, and to check one (R9)."""

import datetime

from partnerships.ending.rules.steps import appears_on
from partnerships.hooks import Task, Wakes
from partnerships.models import Ending, EndingStep, LeftMatter, Withdrawal

from .standing import facts_of

CONFIRM, STEP, CHECK, DECIDE = "ending.confirm", "ending.step", "ending.check", "withdrawal.decide"


def ending_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Three queries. Of a term that is over the agreement itself asks: renew it, or end the partnership."""
    waiting = Ending.objects.to_confirm().filter(partnership__in=partnerships, origin=Ending.Origin.NOTICE)
    found: list[Task | Wakes] = [
        Task(row.partnership_id, CONFIRM, row.pk, asks="form_partnership", due_on=row.ends_on) for row in waiting
    ]
    steps = EndingStep.objects.of_standing().filter(ending__partnership__in=partnerships, checked_on=None)
    undecided = LeftMatter.objects.filter(fate="", withdrawal__agreement__partnership__in=partnerships)
    leaving = Withdrawal.objects.standing().filter(pk__in=undecided.values("withdrawal"))
    found += [
        Task(row.agreement.partnership_id, DECIDE, row.pk, asks="form_partnership", due_on=row.last_day)
        for row in leaving.select_related("agreement")
    ]
    return found + [_of_step(step, today) for step in steps.select_related("ending__partnership")]


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
