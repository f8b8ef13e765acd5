"""How the dialogue's tasks are told among what waits (F5)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import Invitation, WaitingTask
from partnerships.participants.services.waiting import ASK_AGAIN, TALK
from pes_partnerships.lib.dates import display_date


def tell_silent(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {
        row.pk: Told(
            url=reverse("partnerships:dialogue", args=[row.participation.partnership_id]),
            label=_("Ask %(name)s again") % {"name": row.participation.name},
            reason=_("It was invited and has not answered."),
            when=_("answer requested by %(day)s") % {"day": display_date(timezone.localdate(row.expires_at))},
        )
        for row in _invitations(tasks)
    }


def tell_talks(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    return {
        row.pk: Told(
            url=reverse("partnerships:dialogue_new", args=[row.participation_id]),
            label=_("Contact %(name)s") % {"name": row.participation.name},
            reason=_("It wishes to discuss before it decides; no discussion has been recorded yet."),
            when=_("answered on %(day)s") % {"day": display_date(timezone.localdate(row.answered_at))},
        )
        for row in _invitations(tasks)
    }


def _invitations(tasks: list[WaitingTask]) -> list[Invitation]:
    return list(
        Invitation.objects.select_related("participation__organisation").filter(pk__in=[task.ref for task in tasks])
    )


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
