"""What of a partnership's commitments waits for the reader, one line a task (G4)."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_keep_commitments
from reviews.commitments.rules.reminding import BEFORE_DAYS
from reviews.commitments.rules.standing import LATE, NOTHING_DUE, RETURNED, WAITS
from reviews.commitments.services.listing import Sheet, TaskLine
from reviews.rules.commitment_words import TaskAct

from .words import late_words, may_decide, title_of

SHOWN = 10
SOON = datetime.timedelta(days=BEFORE_DAYS)


def lines_for(sheet: Sheet, membership: Membership, today: datetime.date) -> list[dict[str, Any]]:
    """For ui/_waiting.html: to accept, to decide on, to do; nothing for those who only read."""
    if not sheet.lines or not can_keep_commitments(membership, sheet.lines[0].commitment.partnership):
        return []
    accept = [_accept(each) for each in sheet.tasks(WAITS) if may_decide(each.task, membership)]
    late = [_late(each) for each in sheet.tasks(LATE)]
    do = [_do(each) for each in sheet.tasks(NOTHING_DUE, RETURNED) if _is_ours(each, today)]
    return [*accept, *late, *do][:SHOWN]


def _is_ours(line: TaskLine, today: datetime.date) -> bool:
    commitment = line.task.commitment
    is_soon = line.day - SOON <= today and not line.task.is_held_back
    return (commitment.is_own or commitment.is_joint) and is_soon


def _accept(line: TaskLine) -> dict[str, Any]:
    act = line.last(TaskAct.SENT)
    return {
        "url": reverse("reviews:commitment_decide", args=[line.task.pk]),
        "label": _("Accept or return: %(commitment)s") % {"commitment": title_of(line.task.commitment)},
        "what": line.task.commitment.party_label,
        "reason": _("It says: %(words)s") % {"words": act.words} if act and act.words else "",
        "when": _("since %(day)s") % {"day": display_date(line.task.sent_on)},
    }


def _late(line: TaskLine) -> dict[str, Any]:
    return {
        "url": reverse("reviews:commitment", args=[line.task.commitment_id]),
        "label": _("Decide on: %(commitment)s") % {"commitment": title_of(line.task.commitment)},
        "what": line.task.commitment.party_label,
        "reason": _("Remind, set another day, or set it aside with a reason."),
        "late": late_words(line.state.days_late),
        "when": _("due on %(day)s") % {"day": display_date(line.day)},
    }


def _do(line: TaskLine) -> dict[str, Any]:
    act = line.last(TaskAct.RETURNED)
    return {
        "url": reverse("reviews:commitment_done", args=[line.task.pk]),
        "label": _("Say that it was done: %(commitment)s") % {"commitment": title_of(line.task.commitment)},
        "what": line.task.commitment.party_label,
        "reason": _("It was returned: %(words)s") % {"words": act.words} if act and line.state.code == RETURNED else "",
        "when": _("due on %(day)s") % {"day": display_date(line.day)},
    }
