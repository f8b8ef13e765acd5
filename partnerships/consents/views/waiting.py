"""How a request for consent is told among what waits (F2, X1)."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.consents.services.waiting import CONSENT
from partnerships.hooks import TaskKind, Told, consent_acts
from partnerships.models import ConsentAnswer, WaitingTask
from pes_partnerships.lib.dates import display_date


def tell_consents(tasks: list[WaitingTask], today: datetime.date) -> dict[int, Told]:
    rows = ConsentAnswer.objects.filter(pk__in=[task.ref for task in tasks])
    rows = rows.select_related("consent__organisation", "consent__office", "consent__service", "office")
    return {row.pk: _told(row) for row in rows}


def _told(row: ConsentAnswer) -> Told:
    consent = row.consent
    return Told(
        url=reverse("partnerships:consent", args=[consent.pk]),
        label=_("Answer about %(name)s") % {"name": consent.organisation.name},
        reason=_("%(office)s proposes: %(act)s.")
        % {"office": consent.office or consent.service, "act": consent_acts[consent.act].label},
        when=_("asked on %(day)s") % {"day": display_date(timezone.localdate(consent.asked_at))},
        with_whom=str(row.office or consent.service),
    )


KINDS = {
    CONSENT: TaskKind(
        gettext_lazy("Agree to a change of an organisation"),
        gettext_lazy("Another office wants to change an organisation that takes part in your partnerships."),
        tell_consents,
        "form_partnership",
    )
}
