"""What has to be done now for an ending, the most urgent first (R9)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.ending.rules.steps import LATE, OPEN, SAID, SOON_DAYS
from partnerships.ending.services.people import Recipient, parties_of, untold
from partnerships.ending.services.standing import StepLine
from partnerships.hooks import EndingLine
from partnerships.models import Ending, EndingObjection
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.templatetags.ui import distance

Line = dict[str, str]


def now_lines(
    ending: Ending,
    lines: list[StepLine],
    objections: list[EndingObjection],
    known: list[EndingLine],
    today: datetime.date,
    membership: Membership,
) -> list[Line]:
    """As ui/_waiting.html shows them; nothing for who may only read. `known`: what higher apps say of the ending."""
    if not membership.may("enter_value"):
        return []
    found = [_late(line, today) for line in lines if line.state == LATE]
    if membership.may("form_partnership"):
        found += _of_manager(ending, objections)
    if not ending.ended_at:
        found += [
            {"url": each.url, "label": each.action, "reason": f"{each.text}."} for each in known if each.before_end
        ]
    found += [_to_check(line) for line in lines if line.state == SAID and line.step.done_by_id != membership.user_id]
    found += [_nobody(line) for line in lines if _lacks_owner(line)]
    soon = today + datetime.timedelta(days=SOON_DAYS)
    return found + [
        _due(line, today)
        for line in lines
        if line.state == OPEN and line.step.due_on and line.step.due_on <= soon and not _lacks_owner(line)
    ]


def _lacks_owner(line: StepLine) -> bool:
    return line.missing_from is not None or (line.step.owner is None and line.state not in (SAID, "done"))


def _late(line: StepLine, today: datetime.date) -> Line:
    step = line.step
    return {
        "url": reverse("partnerships:ending_step", args=[step.pk]),
        "label": step.name,
        "reason": step.act or _("This step has not been reported as done."),
        "late": distance(step.due_on, today),
        "when": _("due on %(day)s") % {"day": display_date(step.due_on)},
    }


def _due(line: StepLine, today: datetime.date) -> Line:
    return _late(line, today) | {"late": ""}


def _to_check(line: StepLine) -> Line:
    step = line.step
    return {
        "url": reverse("partnerships:ending_step_check", args=[step.pk]),
        "label": _("Check: %(step)s") % {"step": step.name},
        "reason": step.said_words,
        "when": _("since %(day)s") % {"day": display_date(step.said_on)},
    }


def _nobody(line: StepLine) -> Line:
    step = line.step
    when = _("before %(day)s") % {"day": display_date(line.missing_from)} if line.missing_from else ""
    return {
        "url": reverse("partnerships:ending_step_change", args=[step.pk]),
        "label": _("Name who does it: %(step)s") % {"step": step.name},
        "reason": _("No one is responsible for this step, or the responsible person or party leaves."),
        "when": when,
    }


def _of_manager(ending: Ending, objections: list[EndingObjection]) -> list[Line]:
    pk = ending.partnership_id
    found = []
    if not ending.is_decided:
        found.append({
            "url": reverse("partnerships:partnership_end", args=[pk]),
            "label": _("Decide on the end"),
            "reason": _("Confirm that the partnership ends, or stop the ending because the partners go on."),
        })  # fmt: skip
    if ending.lacks_successor:
        found.append({
            "url": reverse("partnerships:ending_successor", args=[pk]),
            "label": _("Name who carries it on"),
            "reason": _("The reason says that others go on with it, but not who."),
        })  # fmt: skip
    found += [
        {
            "url": reverse("partnerships:objection_answer", args=[each.pk]),
            "label": _("Answer the objection of %(party)s") % {"party": each.participation.name},
            "reason": each.words,
            "when": _("of %(day)s") % {"day": display_date(each.said_on)},
        }
        for each in objections
        if not each.answered_on
    ]
    if ending.is_decided and (others := _untold(ending)):
        words = ngettext(
            "No e-mail address is known of %(count)s party: %(names)s.",
            "No e-mail address is known of %(count)s parties: %(names)s.",
            len(others),
        )
        found.append({
            "url": reverse("partnerships:participants", args=[pk]),
            "label": _("Tell the others in another way"),
            "reason": words % {"count": len(others), "names": ", ".join(others)},
        })  # fmt: skip
    if ending.ended_at and not ending.approved_on:
        found.append({
            "url": reverse("partnerships:ending_words", args=[pk]),
            "label": _("Approve the words for the directory"),
            "reason": _("How it ended and what was learnt are not shown before you approve the words."),
        })  # fmt: skip
    return found


def _untold(ending: Ending) -> list[str]:
    told = [
        Recipient(each.contact, each.participation) for each in ending.told.select_related("contact", "participation")
    ]
    return [each.name for each in untold(parties_of(ending.partnership, ending.agreement), told)]
