"""A step of an ending in words: what, who, by when, and where it stands (A8, R9)."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from partnerships.ending.rules.steps import DONE, LATE, LATER, SAID
from partnerships.ending.services.standing import StepLine
from partnerships.models import Ending, EndingStep
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.templatetags.ui import distance

KINDS = {DONE: "success", SAID: "info", LATE: "error", LATER: "neutral"}


def step_row(line: StepLine, ending: Ending, today: datetime.date) -> dict[str, Any]:
    """What a table of steps, and the page of one step, show of it."""
    step = line.step
    return {
        "step": step,
        "url": reverse("partnerships:ending_step", args=[step.pk]),
        "label": step.name,
        "act": step.act,
        "language": ending.agreement.language if ending.agreement and step.source == EndingStep.Source.SIGNED else "",
        "mark": step.get_source_display() if step.source == EndingStep.Source.PROPOSED else "",
        "who": _who(step),
        "party": step.owner.name if step.owner and step.person else "",
        "missing": _missing(line, today),
        "by": display_date(step.due_on) if step.due_on else _("no time limit"),
        "by_note": _by_note(step, line.state, today),
        "earlier": _earlier(step),
        "state": state_words(line),
        "kind": KINDS.get(line.state, "warning" if step.returned_words else "neutral"),
        "note": _note(line),
    }


def _who(step: EndingStep) -> str:
    if step.person:
        return step.person.name
    return step.owner.name if step.owner else ""


def _missing(line: StepLine, today: datetime.date) -> str:
    if line.missing_from is None:
        return "" if line.step.owner or line.state in (SAID, DONE) else _("No one is named")
    if line.missing_from <= today:
        return _("No one: the person or party has left")
    return _("No one from %(day)s") % {"day": display_date(line.missing_from)}


def _by_note(step: EndingStep, state: str, today: datetime.date) -> str:
    if step.due_on is None or state == DONE:
        return ""
    if state == LATE or step.within_days is None:
        return distance(step.due_on, today)
    return days_after(step.within_days)


def days_after(days: int) -> str:
    if not days:
        return _("on the day of the end")
    return ngettext("%(count)s day after the end", "%(count)s days after the end", days) % {"count": days}


def _earlier(step: EndingStep) -> str:
    """The day as it was before the end was moved."""
    if not step.first_due_on or step.first_due_on == step.due_on:
        return ""
    return _("before: %(day)s") % {"day": display_date(step.first_due_on)}


def state_words(line: StepLine) -> str:
    if line.state == DONE:
        return pgettext("step", "Done")
    if line.state == SAID:
        return _("Reported as done, to be checked")
    if line.state == LATE:
        return pgettext("step", "Late")
    if line.state == LATER:
        return _("From %(day)s") % {"day": display_date(line.step.ending.first_day_after)}
    return pgettext("step", "Returned") if line.step.returned_words else pgettext("step", "Open")


def _note(line: StepLine) -> str:
    step = line.step
    if line.state == DONE:
        words = _("on %(day)s, checked by %(person)s")
        return words % {"day": display_date(step.said_on), "person": step.checked_by.name if step.checked_by else "–"}
    if line.state == SAID:
        return _("on %(day)s: %(words)s") % {"day": display_date(step.said_on), "words": step.said_words}
    return _("missing: %(words)s") % {"words": step.returned_words} if step.returned_words else ""


def done_words(step: EndingStep) -> str:
    """Who did it: somebody of this service, or the party; empty where nobody has reported it."""
    if not step.said_on:
        return ""
    day = display_date(step.said_on)
    who = step.done_by or step.owner
    if who is None:
        return _("Done on %(day)s.") % {"day": day}
    return _("Done by %(who)s on %(day)s.") % {"who": who.name, "day": day}


def _phase(line: StepLine) -> str:
    return _("Before the end") if line.step.is_before else _("After the end")


def columns() -> list[Column]:
    return [
        Column(_("When"), _phase),
        Column(_("Step"), "step.name"),
        Column(_("Arrangement"), "step.act"),
        Column(_("Responsible party"), lambda line: line.step.owner.name if line.step.owner else ""),
        Column(_("Person"), lambda line: line.step.person.name if line.step.person else ""),
        Column(_("By"), "step.due_on"),
        Column(_("State"), state_words),
        Column(_("What was done"), "step.said_words"),
        Column(_("Checked on"), "step.checked_on"),
    ]
