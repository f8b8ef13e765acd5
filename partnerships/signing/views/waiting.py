"""How it is told among what waits that no mail reached a signatory (S2, G7)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import SigningRequest, WaitingTask
from partnerships.signing.services.delivery import UNREACHED
from pes_partnerships.lib.dates import display_date


def tell_unreached(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    rows = SigningRequest.objects.filter(pk__in=[task.ref for task in tasks]).unreached()
    return {row.pk: _told(row) for row in rows.select_related("party__participation__organisation")}


def _told(row: SigningRequest) -> Told:
    return Told(
        reverse("partnerships:signatures", args=[row.agreement_id]),
        _("Reach the signatory of party %(party)s") % {"party": row.party.name},
        _("The request to sign could not be delivered to %(address)s.") % {"address": row.email},
        _("since %(day)s") % {"day": display_date(timezone.localdate(row.undelivered_at))},
    )


KINDS = {
    UNREACHED: TaskKind(
        gettext_lazy("Reach a signatory"),
        gettext_lazy("A request to sign could not be delivered."),
        tell_unreached,
    )
}
