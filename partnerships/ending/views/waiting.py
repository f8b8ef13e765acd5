"""How the tasks of an ending are told among what waits (R9)."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.ending.services.waiting import CHECK, CONFIRM, DECIDE, STEP
from partnerships.hooks import TaskKind, Told
from partnerships.models import Ending, EndingStep, WaitingTask, Withdrawal
from partnerships.models.ready import NEVER
from pes_partnerships.lib.dates import display_date

PLACE = ("party__participation__organisation",)


def tell_confirming(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    rows = Ending.objects.filter(pk__in=[task.ref for task in tasks])
    words = _("Notice has run out: the agreement ended on %(day)s. Decide whether the partnership ends, too.")
    return {
        row.pk: Told(
            reverse("partnerships:ending", args=[row.partnership_id]),
            _("Decide on the end of the partnership"),
            words % {"day": display_date(row.ends_on)},
            _("ended %(day)s") % {"day": display_date(row.ends_on)},
        )
        for row in rows
    }


def tell_steps(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {step.pk: _step(step) for step in _steps(tasks)}


def _step(step: EndingStep) -> Told:
    owner = step.owner.name if step.owner else ""
    reason = _("%(party)s is responsible for it.") % {"party": owner} if owner else _("No one is named for it.")
    due = step.due_on
    return Told(
        reverse("partnerships:ending_step", args=[step.pk]),
        _("Complete a step of the ending: %(step)s") % {"step": step.name},
        reason,
        _("due on %(day)s") % {"day": display_date(due)} if due and due != NEVER else _("no time limit"),
    )


def tell_checks(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {step.pk: _check(step) for step in _steps(tasks)}


def _check(step: EndingStep) -> Told:
    reason = _("It was reported as done: %(words)s") % {"words": step.said_words}
    day = display_date(step.said_on) if step.said_on else ""
    return Told(
        reverse("partnerships:ending_step_check", args=[step.pk]),
        _("Check a step of the ending: %(step)s") % {"step": step.name},
        reason,
        _("since %(day)s") % {"day": day},
    )


def _steps(tasks: list[WaitingTask]) -> list[EndingStep]:
    rows = EndingStep.objects.filter(pk__in=[task.ref for task in tasks])
    return list(rows.select_related("ending", "owner__organisation"))


def tell_decisions(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    rows = Withdrawal.objects.filter(pk__in=[task.ref for task in tasks])
    open_ones = Count("matters", filter=Q(matters__fate=""))
    return {row.pk: _decision(row) for row in rows.select_related(*PLACE).annotate(undecided=open_ones)}


def _decision(row: Withdrawal) -> Told:
    reason = ngettext(
        "%(party)s leaves on %(day)s: %(count)s item is not decided.",
        "%(party)s leaves on %(day)s: %(count)s items are not decided.",
        row.undecided,
    )
    day = display_date(row.last_day)
    return Told(
        reverse("partnerships:withdrawal", args=[row.pk]),
        _("Decide what becomes of the tasks of %(party)s") % {"party": row.party.name},
        reason % {"party": row.party.name, "day": day, "count": row.undecided},
        _("leaves on %(day)s") % {"day": day},
    )


KINDS = {
    CONFIRM: TaskKind(
        gettext_lazy("Decide on the end of the partnership"),
        gettext_lazy("Notice has run out, and the partnership itself has not been ended."),
        tell_confirming,
    ),
    STEP: TaskKind(
        gettext_lazy("Complete a step of an ending"),
        gettext_lazy("A partnership ends or has ended, and a step of its protocol is open."),
        tell_steps,
    ),
    CHECK: TaskKind(
        gettext_lazy("Check a step of an ending"),
        gettext_lazy("A step is reported as done, and another person has to check it."),
        tell_checks,
    ),
    DECIDE: TaskKind(
        gettext_lazy("Decide what becomes of the tasks of a party"),
        gettext_lazy("A party leaves, and it is not decided what becomes of something that it had taken on."),
        tell_decisions,
    ),
}
