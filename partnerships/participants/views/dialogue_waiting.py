"""How the dialogue's tasks are told among what waits (F5)."""

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import Invitation, WaitingTask
from partnerships.participants.services.waiting import ASK_AGAIN, TALK, answerable
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.lib.dates import display_date


def tell_silent(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return tell_unanswered([task.ref for task in tasks], today)


def tell_unanswered(invitations: Sequence[int], today: datetime.date) -> dict[int, Told]:
    return {
        row.pk: Told(
            url=reverse("partnerships:dialogue", args=[row.participation.partnership_id]),
            label=_("Ask %(name)s again") % {"name": row.participation.name},
            reason=_("It was invited and has not answered."),
            when=_("answer requested by %(day)s") % {"day": display_date(timezone.localdate(row.expires_at))},
        )
        for row in _invitations(invitations)
    }


def tell_talks(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {
        row.pk: Told(
            url=reverse("partnerships:dialogue_new", args=[row.participation_id]),
            label=_("Contact %(name)s") % {"name": row.participation.name},
            reason=_("It wishes to discuss before it decides; no discussion has been recorded yet."),
            when=_("answered on %(day)s") % {"day": display_date(timezone.localdate(row.answered_at))},
        )
        for row in _invitations([task.ref for task in tasks])
    }


def _invitations(keys: Sequence[int]) -> list[Invitation]:
    return list(Invitation.objects.select_related("participation__organisation").filter(pk__in=keys))


KINDS = {
    ASK_AGAIN: TaskKind(
        gettext_lazy("Ask an organisation again"),
        gettext_lazy("It was invited and has not answered by the date requested."),
        tell_silent,
        "log_dialogue",
    ),
    TALK: TaskKind(
        gettext_lazy("Contact an organisation"),
        gettext_lazy("It wishes to discuss before it decides."),
        tell_talks,
        "log_dialogue",
    ),
}
REMINDERS = (
    Kind(
        "invitation",
        gettext_lazy("Invitations without an answer"),
        answerable,
        tell_unanswered,
        Plan(lead_days=(0,), manager_after=None, head_after=None, every=14, most=3),
        partnership="participation__partnership",
        day="expires_at",
        is_moment=True,
        known="sent_at",
    ),
    kind_of_task(
        "talk",
        TALK,
        label=gettext_lazy("Organisations that wish to discuss, a week after their answer"),
        plan=Plan(lead_days=(0,), manager_after=None, head_after=None, every=14, most=3),
        grace=7,
    ),
)
