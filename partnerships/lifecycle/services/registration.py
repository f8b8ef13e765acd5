"""Where a text that was signed here is registered and published, beside its words, which never change (A15)."""

from typing import Any

from django.utils import timezone

from partnerships.lifecycle.rules.registration import DAYS, registration_findings
from partnerships.models import Agreement
from partnerships.rules.lifecycle import SIGNED_ONCE
from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

FIELDS = (*DAYS, "registry_number", "publication_url")


@one_act()
def save_registration(*, agreement: Agreement, by: Actor, seen: str | None = None, **fields: Any) -> Agreement:
    """Of a text signed elsewhere these are dates of its record. Raises MoveRefused, Refused and Conflict."""
    rows = Agreement.objects.select_related("partnership__service").select_for_update(of=("self",))
    locked = rows.get(pk=agreement.pk)
    if locked.is_elsewhere or locked.status not in SIGNED_ONCE:
        raise MoveRefused("only a text that was signed here is registered here")
    refuse_overtaken(locked, seen, fields)
    refuse(
        registration_findings({name: fields.get(name, getattr(locked, name)) for name in DAYS}, timezone.localdate())
    )
    before, after, _ = set_fields(locked, fields)
    if after:
        service = locked.partnership.service
        record(
            act="agreement.registration",
            anchor=locked.partnership,
            obj=locked,
            by=by,
            service=service,
            before=before,
            after=after,
        )
    return locked
