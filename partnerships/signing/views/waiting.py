"""How it is told among what waits that no mail reached a signatory (S2, G7)."""

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import TaskKind, Told
from partnerships.models import Signatory, SigningRequest, WaitingTask
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan
from partnerships.signing.services.delivery import UNREACHED
from partnerships.signing.services.mandates import ending_mandates
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


def tell_mandates(keys: Sequence[int], today: datetime.date) -> dict[int, Told]:
    rows = Signatory.objects.filter(pk__in=keys).select_related("contact", "party__participation__organisation")
    return {row.pk: _told_mandate(row) for row in rows if row.contact.mandate_until}


def _told_mandate(row: Signatory) -> Told:
    words = {"name": row.contact.name, "party": row.party.name, "day": display_date(row.contact.mandate_until)}
    return Told(
        reverse("partnerships:contact_change", args=[row.contact_id]),
        _("Ask %(name)s for the mandate that follows") % words,
        _("The mandate to sign for %(party)s ends on %(day)s.") % words,
        display_date(row.contact.mandate_until),
    )


KINDS = {
    UNREACHED: TaskKind(
        gettext_lazy("Reach a signatory"),
        gettext_lazy("A request to sign could not be delivered."),
        tell_unreached,
    )
}
REMINDERS = (
    Kind(
        "mandate_ends",
        gettext_lazy("Mandates to sign that end"),
        ending_mandates,
        tell_mandates,
        Plan(lead_days=(60, 30, 7), manager_after=None, head_after=28, every=28, most=5),
        partnership="party__agreement__partnership",
        day="contact__mandate_until",
    ),
)
