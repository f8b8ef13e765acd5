from datetime import date

from django.utils import timezone

from partnerships import hooks
from partnerships.models import Partnership
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.partnership_rows import locked_partnership
from partnerships.shared.services.partnerships import PERSONAL
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused


class AlreadyEnded(MoveRefused):
    """The partnership has ended before."""


class OutForSignature(MoveRefused):
    """A version is with the signatories: call it back, or wait for them, before the partnership ends."""


@one_act()
def end_partnership(*, partnership: Partnership, by: Actor, ended_on: date, reason: str, note: str = "") -> Partnership:
    """End a partnership and the agreement in force under it, with one of the reasons of A16 (R9)."""
    partnership = locked_partnership(partnership)
    if partnership.ended_on:
        raise AlreadyEnded("This partnership has ended before.")
    out = (AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.SIGNED)
    if partnership.agreements.filter(status__in=out).exists():
        raise OutForSignature("A version is out for signature or waits for its day.")
    governing = partnership.agreements.filter(status=AgreementStatus.IN_FORCE).first()
    if governing:
        end_agreement(agreement=governing, by=by, reason=reason)
        partnership.refresh_from_db()
    values = {"ended_on": ended_on, "end_reason": reason, "end_note": note}
    before, after, personal = set_fields(partnership, values, personal=PERSONAL)
    record(
        act="partnership.ended",
        anchor=partnership,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private=private_values(partnership, personal),
    )
    hooks.partnership_ended(partnership=partnership, by=by, at=timezone.now())
    return partnership
