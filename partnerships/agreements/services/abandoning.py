"""Dropping a draft that will not be signed."""

from partnerships.models import Agreement
from partnerships.rules.lifecycle import agreement_move
from pes_partnerships.ledger.services import Actor, one_act, record


@one_act()
def abandon_draft(*, agreement: Agreement, by: Actor) -> Agreement:
    """The draft is withdrawn and keeps its rows; the version number is not used again (A15)."""
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    locked.status = agreement_move("abandon", locked.status)
    locked.save(update_fields=["status", "edited_at"])
    record(
        act="agreement.abandoned",
        anchor=locked.partnership,
        obj=locked,
        by=by,
        service=locked.partnership.service,
        after={"version": locked.version},
    )
    return locked
