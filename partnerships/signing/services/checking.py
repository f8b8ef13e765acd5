"""A signature that waits for a check: its name differs, or a colleague recorded it (S2).

It is accepted, or set aside and asked for once more. Paper, and a copy whose issuer is not known, are checked by
another person than the one who recorded them.
"""

import datetime

from django.utils import timezone

from partnerships.access import Managers
from partnerships.agreements.services.changes import told_changes
from partnerships.models import Agreement, Partnership, Signature, SigningRequest
from partnerships.rules.signing import CheckOutcome
from partnerships.signing import mails
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .asking import ask, last_day_now
from .counting import count

CHECKED = {Signature.Method.PAPER: "signature.paper_checked", Signature.Method.COPY: "signature.copy_checked"}


class SamePerson(MoveRefused):
    """Who recorded a signature does not check it."""


def who_may_check(partnership: Partnership, recorder: User | None) -> list[User]:
    """The second person is one of these; empty in a service where no one else may act for the partnership."""
    return [user for user in Managers(partnership.service_id).who_may_act(partnership) if user != recorder]


@one_act()
def accept(
    *, signature: Signature, outcome: str, basis: str, by: Actor, at: datetime.datetime | None = None
) -> Signature:
    """It counts from now on; `basis` says how it is known that this person could sign."""
    at = at or timezone.now()
    fresh = _settle(signature, outcome, basis, by, at)
    act = CHECKED.get(fresh.method, "signature.accepted")
    _record(act, fresh, by, at, check_outcome=outcome)
    count(fresh, by=by, at=at)
    mails.signature_accepted(signature=fresh)
    return fresh


@one_act()
def set_aside(
    *, signature: Signature, basis: str, by: Actor, at: datetime.datetime | None = None
) -> SigningRequest | None:
    """It stays in the record and does not count; the signatory on record gets a new link, where there is an address."""
    at = at or timezone.now()
    fresh = _settle(signature, CheckOutcome.SET_ASIDE, basis, by, at)
    fresh.save()
    _record("signature.set_aside", fresh, by, at)
    mails.signature_set_aside(signature=fresh)
    signatory, agreement = fresh.signatory, fresh.agreement
    if not signatory.contact.email or signatory.contact.left_on:
        return None
    ends_on = last_day_now(signatory, agreement, at)
    return ask(signatory, agreement=agreement, by=by, at=at, ends_on=ends_on, told=told_changes(agreement))


def _settle(signature: Signature, outcome: str, basis: str, by: Actor, at: datetime.datetime) -> Signature:
    """Locks the text first, as everything that signs it does; MoveRefused where another person was faster."""
    agreement = Agreement.objects.locked().get(pk=signature.agreement_id)
    related = ("party__participation__organisation", "signatory__contact")
    fresh = Signature.objects.select_related(*related).get(pk=signature.pk)
    if not fresh.waits_for_check or not agreement.takes_signatures:
        raise MoveRefused("this signature waits for no check")
    if fresh.method in Signature.RECORDED and by.account and by.account.pk == fresh.recorded_by_id:
        raise SamePerson("another person checks what this one recorded")
    fresh.agreement = agreement
    fresh.check_outcome, fresh.check_basis, fresh.checked_by, fresh.checked_at = outcome, basis, by.account, at
    return fresh


def _record(act: str, signature: Signature, by: Actor, at: datetime.datetime, **after: str) -> None:
    partnership = signature.agreement.partnership
    record(
        act=act,
        anchor=partnership,
        obj=signature,
        by=by,
        service=partnership.service,
        after={"party": signature.party.name, **after},
        private={"signatory": signature.name, "named": signature.named, "basis": signature.check_basis},
        at=at,
    )
