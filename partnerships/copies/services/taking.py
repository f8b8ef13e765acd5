"""A party's own electronically signed copy: kept with what was found in it, then counted as its signature (S2)."""

import datetime
import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.copies.rules import says_who
from partnerships.models import Agreement, Signatory, Signature, SignedCopy
from partnerships.signing.services.signing import sign_by_copy
from partnerships.signing.services.texts import text_content
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.seals import CopyCheck, CopySignature, check_copy


class CopyRefused(MoveRefused):
    """It is not the text that is out, or its signatures do not hold; `problem` as CopyCheck names it."""

    def __init__(self, problem: str):
        super().__init__(f"the copy is refused: {problem}")
        self.problem = problem


def read_copy(agreement: Agreement, content: bytes) -> CopyCheck:
    """Nothing is kept and no row is locked: this takes a second or two."""
    anchors = Path(settings.SIGNATURE_ANCHORS) if settings.SIGNATURE_ANCHORS else None
    return check_copy(content, original=text_content(agreement), anchors=anchors)


def keep_copy(*, signatory: Signatory, content: bytes, by: Actor, at: datetime.datetime | None = None) -> SignedCopy:
    """Kept as evidence with what was found in it; whether it counts is decided by who has looked at it.

    Raises CopyRefused where it does not cover the very text that is out, MoveRefused where nobody can sign now.
    """
    agreement = signatory.party.agreement
    if not agreement.takes_signatures:
        raise MoveRefused("the text is not out for signature")
    found = read_copy(agreement, content)
    if not found.covers_text:
        raise CopyRefused(found.problem)
    return _keep(signatory, agreement.snapshot_sha256, content, found, by, at or timezone.now())


@one_act()
def _keep(
    signatory: Signatory, text_sha256: str, content: bytes, found: CopyCheck, by: Actor, at: datetime.datetime
) -> SignedCopy:
    locked = _locked(signatory.party.agreement_id)
    if not locked.takes_signatures or locked.snapshot_sha256 != text_sha256:
        raise MoveRefused("the text changed while the copy was read")
    sha256 = hashlib.sha256(content).hexdigest()
    copy = SignedCopy(
        agreement=locked,
        signatory=signatory,
        text_sha256=text_sha256,
        sha256=sha256,
        verdict=[_plain(each) for each in found.signatures],
        added_at=at,
        added_by=by.account,
    )
    copy.file.save(f"{locked.number}-{sha256[:16]}.pdf", ContentFile(content), save=False)
    copy.full_clean()
    copy.save()
    certificates = [each.certificate_sha256 for each in found.signatures]
    _record("copy.added", copy, by, at, {"sha256": sha256, "certificates": certificates,
                                         "issuers": [str(each.issuer) for each in found.signatures]})  # fmt: skip
    return copy


@one_act()
def count_copy(
    *, copy: SignedCopy, name: str, office_held: str, mandate: str, by: Actor, at: datetime.datetime | None = None
) -> Signature:
    """It is the signature of its signatory from now on, with the time that it bears itself."""
    at = at or timezone.now()
    locked = _locked(copy.agreement_id)
    fresh = SignedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if not fresh.is_open or fresh.signatory is None or fresh.text_sha256 != locked.snapshot_sha256:
        raise MoveRefused("this copy does not wait to be counted")
    signature = sign_by_copy(
        signatory=fresh.signatory,
        name=name,
        office_held=office_held,
        mandate=mandate,
        signed_at=_moment(fresh, locked, at),
        is_known=says_who(fresh.verdict[-1], name),
        by=by,
        at=at,
    )
    fresh.signature = signature
    fresh.save()
    return signature


@one_act()
def discard_copy(*, copy: SignedCopy, by: Actor, at: datetime.datetime | None = None) -> SignedCopy:
    """It stays in the record and counts for nothing."""
    fresh = SignedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if not fresh.is_open:
        raise MoveRefused("this copy was counted or discarded already")
    fresh.discarded_at = at or timezone.now()
    fresh.save()
    _record("copy.discarded", fresh, by, fresh.discarded_at, {"sha256": fresh.sha256})
    return fresh


def _moment(copy: SignedCopy, agreement: Agreement, at: datetime.datetime) -> datetime.datetime:
    """By the time stamp, or by the signer's clock where it can be right; else when the copy was taken in."""
    last = copy.verdict[-1]
    for said in filter(None, (last["stamped_at"], last["said_at"])):
        moment = datetime.datetime.fromisoformat(said)
        if agreement.frozen_at <= moment <= at:
            return moment
    return copy.added_at


def _plain(signature: CopySignature) -> dict[str, Any]:
    values = {name: getattr(signature, name) for name in signature.__dataclass_fields__}
    return {
        name: value.isoformat() if isinstance(value, datetime.datetime) else value for name, value in values.items()
    }


def _locked(key: int) -> Agreement:
    return Agreement.objects.locked().get(pk=key)


def _record(act: str, copy: SignedCopy, by: Actor, at: datetime.datetime, after: dict[str, Any]) -> None:
    partnership = copy.agreement.partnership
    record(act=act, anchor=partnership, obj=copy, by=by, service=partnership.service, after=after, at=at)
