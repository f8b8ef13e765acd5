"""The day of the end: the agreement and the partnership end together, and everybody who was told is told (A16, R9)."""

from datetime import date, datetime

from django.utils import timezone

from partnerships import hooks
from partnerships.ending import mails
from partnerships.models import Ending, Partnership
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.partnership_rows import locked_partnership
from partnerships.shared.services.partnerships import PERSONAL
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

OUT = (AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.SIGNED)


class AlreadyEnded(MoveRefused):
    """The partnership has ended before."""


class OutForSignature(MoveRefused):
    """A version is with the signatories: call it back, or wait for them, before the partnership ends."""


@one_act()
def end_partnership(
    *, partnership: Partnership, by: Actor, ended_on: date, reason: str, note: str = "", at: datetime | None = None
) -> Partnership:
    """End a partnership and the agreement in force under it, with one of the reasons of A16 (R9)."""
    partnership = locked_partnership(partnership)
    if partnership.ended_on:
        raise AlreadyEnded("This partnership has ended before.")
    if partnership.agreements.filter(status__in=OUT).exists():
        raise OutForSignature("A version is out for signature or waits for its day.")
    governing = partnership.agreements.filter(status=AgreementStatus.IN_FORCE).first()
    if governing:
        end_agreement(agreement=governing, by=by, reason=reason, at=at)
        partnership.refresh_from_db()
    values = {"ended_on": ended_on, "end_reason": reason, "end_note": note, "ending_on": None}
    before, after, personal = set_fields(partnership, values, personal=PERSONAL)
    record(
        act="partnership.ended",
        anchor=partnership,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        private=private_values(partnership, personal),
        at=at,
    )
    hooks.partnership_ended(partnership=partnership, by=by, at=at or timezone.now())
    return partnership


@one_act()
def finish_ending(*, ending: Ending, by: Actor, at: datetime | None = None, is_told: bool = True) -> Ending:
    """What was decided comes to pass, once; MoveRefused where it was stopped or has come already."""
    at = at or timezone.now()
    locked = Ending.objects.select_for_update(of=("self",)).select_related("partnership__service").get(pk=ending.pk)
    if locked.stopped_on or locked.ended_at or not locked.is_decided:
        raise MoveRefused("it was stopped, has come already, or nobody has decided")
    locked.partnership = end_partnership(
        partnership=locked.partnership, by=by, ended_on=locked.ends_on, reason=locked.reason, note=locked.note, at=at
    )
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    if is_told:
        mails.ended(ending=locked, people=locked.told.select_related("contact", "participation__organisation"))
    return locked
