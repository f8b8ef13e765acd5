"""How the tasks that agreements bring are told among what waits (A16)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask
from partnerships.models.ready import NEVER
from partnerships.portfolio.services.waiting import END, SIGN, WRITE
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.lib.dates import display_date

OLD_DRAFT_DAYS = 30


def tell_drafts(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {task.ref: _draft(task, today) for task in tasks}


def _draft(task: WaitingTask, today: datetime.date) -> Told:
    label = {
        AgreementKind.ORIGINAL: _("Complete the agreement"),
        AgreementKind.AMENDMENT: _("Complete the amendment"),
        AgreementKind.EXTENSION: _("Complete the extension"),
        AgreementKind.RENEWAL: _("Complete the renewal"),
        AgreementKind.REPLACEMENT: _("Complete the replacement"),
    }[AgreementKind(task.facts["kind"])]
    reasons = [] if task.facts["objectives"] else [_("It has no objectives yet.")]
    if not task.facts["model"]:
        reasons.append(_("No model has been chosen."))
    day = {"day": display_date(task.since)}
    if (today - task.since).days > OLD_DRAFT_DAYS:
        reasons.append(_("It has not been edited since %(day)s.") % day)
    reasons = reasons or [_("It is in draft and has not been sent for signature.")]
    url = reverse("partnerships:agreement", args=[task.ref])
    return Told(url, label, " ".join(reasons), _("edited on %(day)s") % day)


def tell_signing(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {task.ref: _signing(task) for task in tasks}


def _signing(task: WaitingTask) -> Told:
    asked = task.facts["asked"]
    reason = ngettext("%(done)s of %(count)s party has signed.", "%(done)s of %(count)s parties have signed.", asked)
    due = task.due_on
    return Told(
        reverse("partnerships:signatures", args=[task.ref]),
        _("Monitor the signatures"),
        reason % {"done": task.facts["signed"], "count": asked},
        _("no deadline set") if due == NEVER else _("due on %(day)s") % {"day": display_date(due)},
    )


def tell_ends(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {task.ref: _end(task, today) for task in tasks}


def _end(task: WaitingTask, today: datetime.date) -> Told:
    url, day = reverse("partnerships:partnership", args=[task.partnership_id]), {"day": display_date(task.due_on)}
    if task.due_on < today:
        reason = _("The agreement ended on %(day)s and has no successor.") % day
        return Told(url, _("Renew the agreement or end the partnership"), reason)
    reason = _("The agreement ends on %(day)s and has no successor yet.") % day
    return Told(url, _("Decide on renewal or termination"), reason, _("ends %(day)s") % day)


KINDS = {
    END: TaskKind(
        gettext_lazy("Renew, replace or end"),
        gettext_lazy("The agreement ends within three months or has ended, and nothing follows it yet."),
        tell_ends,
    ),
    SIGN: TaskKind(
        gettext_lazy("Monitor the signatures"),
        gettext_lazy("The text is out for signature and not all parties have signed."),
        tell_signing,
    ),
    WRITE: TaskKind(
        gettext_lazy("Complete an agreement"),
        gettext_lazy("The text is in draft and has not been sent for signature."),
        tell_drafts,
    ),
}
REMINDERS = (
    # once it has lapsed, the closing review is reminded of instead
    kind_of_task(
        "agreement_end",
        END,
        label=gettext_lazy("Agreements that end, with nothing to follow"),
        plan=Plan(lead_days=(90, 30, 7), manager_after=None, head_after=-7, every=None, most=0),
        ends_at_due=True,
    ),
    kind_of_task(
        "signatures",
        SIGN,
        label=gettext_lazy("Signatures that are missing"),
        plan=Plan(lead_days=(7, 2, 0), manager_after=None, head_after=14, every=14, most=6),
    ),
)
