"""A signature counts: from then on membership, entry into force and the sealed document follow from it (S1, S2)."""

import datetime

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Agreement, Signature
from partnerships.rules.lifecycle import AgreementStatus, agreement_move
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate

from .accession import note_joined
from .asking import ask_next
from .force import its_day_has_come, make_members, take_force
from .turns import signed_parties


def count(signature: Signature, *, by: Actor, at: datetime.datetime) -> None:
    """The (locked) text goes on where this was the last signature that it waited for."""
    signature.counts_from = at
    signature.full_clean()
    signature.save()
    agreement = signature.agreement
    if agreement.status == AgreementStatus.IN_FORCE:
        make_members(agreement, by, at)
    note_joined(signature=signature, by=by)
    _complete(agreement, at=at)
    if agreement.status == AgreementStatus.OUT_FOR_SIGNATURE:
        ask_next(agreement, by=Actor.system(), at=at)


def _complete(agreement: Agreement, *, at: datetime.datetime) -> None:
    """S1: in force with the last required signature, on its fixed day, or for a network with the first one."""
    if agreement.status != AgreementStatus.OUT_FOR_SIGNATURE:
        return
    signing = set(agreement.parties.filter(must_sign=True).values_list("pk", flat=True))
    done = signed_parties(agreement)
    if not done or (agreement.force_rule != ForceRule.OWN_SIGNATURE and not signing <= done):
        return
    agreement.status = agreement_move("complete", agreement.status)
    if not agreement.signed:
        # paper may be recorded, and a name accepted, after a later link was used
        last = agreement.signatures.counting().aggregate(last=Max("at"))["last"]
        agreement.signed = PartialDate.of(timezone.localdate(last))
    agreement.save(update_fields=["status", "signed", "edited_at"])
    if its_day_has_come(agreement, timezone.localdate(at)):
        # the signature was the signatory's act; what follows from it is the product's
        take_force(agreement=agreement, by=Actor.system(), at=at)
