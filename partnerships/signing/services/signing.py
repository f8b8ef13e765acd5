"""Sending a text out, signing it, refusing it, taking it back (S1, S2, S4)."""

import datetime
import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from partnerships.agreements.services.readiness import readiness
from partnerships.commenting.services.answering import close_for_signature
from partnerships.drafting.rules.freezing import canonical, fingerprint
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Signatory, Signature, SigningRequest
from partnerships.rules.lifecycle import agreement_move
from partnerships.rules.signing import LinkEnd
from partnerships.signing import mails
from partnerships.signing.rules.names import same_name
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.findings import Finding, blocking
from pes_partnerships.lib.moves import MoveRefused

from .asking import ask_next, has_signed
from .checking import who_may_check
from .counting import count


class NotReady(Exception):
    """The text cannot go out; `findings` name everything that stands in the way."""

    def __init__(self, findings: list[Finding]):
        super().__init__("; ".join(str(finding.title) for finding in findings))
        self.findings = findings


class LinkUnusable(Exception):
    """The link was used, has expired, or belongs to a text that is no longer out: one answer for all."""


@one_act()
def send_for_signature(
    *,
    agreement: Agreement,
    by: Actor,
    at: datetime.datetime | None = None,
    signing_ends_on: datetime.date | None = None,
) -> list[SigningRequest]:
    """Freeze the text with its SHA-256 and write to the signatory of each party; refused with every finding."""
    at = at or timezone.now()
    locked = _lock(agreement)
    status = agreement_move("send", locked.status)
    if locked.partnership.ended_on:
        raise MoveRefused("the partnership has ended")
    text = agreement_text(locked)
    findings = blocking(readiness(locked, text, today=timezone.localdate(at)))
    if findings:
        raise NotReady(findings)
    locked.snapshot = canonical(text)
    locked.snapshot_sha256 = fingerprint(locked.snapshot)
    locked.status, locked.frozen_at = status, at
    locked.signing_ends_on = signing_ends_on or timezone.localdate(at) + datetime.timedelta(
        days=settings.SIGNING_LINK_DAYS
    )
    locked.save()
    _record("agreement.sent", locked, by, at, after={"sha256": locked.snapshot_sha256, "version": locked.version})
    close_for_signature(agreement=locked, by=by)
    named = Signatory.objects.filter(party__agreement=locked)
    named.exclude(contact__left_on=None).delete()  # X3: the text does not name who has left
    return ask_next(locked, by=by, at=at, begins=True)  # who has no address signs on paper


def _lock(agreement: Agreement) -> Agreement:
    return Agreement.objects.locked().get(pk=agreement.pk)


@one_act()
def note_opened(*, request: SigningRequest, at: datetime.datetime | None = None) -> None:
    """The first opening only; how far somebody read is nobody's business."""
    SigningRequest.objects.filter(pk=request.pk, opened_at=None).update(opened_at=at or timezone.now())


def _still_usable(request: SigningRequest, text_sha256: str, at: datetime.datetime) -> tuple[SigningRequest, Agreement]:
    locked = _lock(request.agreement)
    fresh = SigningRequest.objects.usable(at).select_related("party", "signatory").filter(pk=request.pk).first()
    if fresh is None:
        raise LinkUnusable
    same = text_sha256 == fresh.text_sha256 == locked.snapshot_sha256 == fingerprint(locked.snapshot)
    if not same:
        raise TextChanged
    return fresh, locked


@one_act()
def sign(
    *,
    request: SigningRequest,
    name: str,
    office_held: str,
    mandate: str,
    text_sha256: str,
    name_said: str = "",
    at: datetime.datetime | None = None,
) -> Signature:
    """A signatory signs the text whose hash was shown; the last signature brings it into force (S1, S2).

    Under another name than the one asked (`name_said`: who that is) it counts when the manager has accepted it."""
    at = at or timezone.now()
    fresh, locked = _still_usable(request, text_sha256, at)
    signature = Signature(
        agreement=locked,
        party=fresh.party,
        signatory=fresh.signatory,
        method=Signature.Method.LETTER if fresh.is_letter else Signature.Method.LINK,
        at=at,
        name=name,
        office_held=office_held,
        mandate=mandate,
        text_sha256=text_sha256,
        named="" if fresh.party.any_person else fresh.name,
        name_said=name_said,
    )
    differs = not fresh.party.any_person and not same_name(name, fresh.name)
    _keep(signature, "signature.given", Actor.link(name), at, waits=differs)
    mails.signature_received(request=fresh, signature=signature)
    if differs:
        mails.signature_differs(signature=signature)
    return signature


@one_act()
def sign_on_paper(
    *,
    signatory: Signatory,
    by: Actor,
    name: str,
    office_held: str,
    mandate: str,
    signed_at: datetime.datetime,
    scan: UploadedFile | None = None,
    at: datetime.datetime | None = None,
) -> Signature:
    """The manager records `at` a moment a signature on paper, with its own date and scan; a second person checks it."""
    party = signatory.party
    locked = _lock(party.agreement)
    if not locked.takes_signatures or has_signed(signatory):
        raise MoveRefused("this signatory cannot sign now")
    if timezone.localdate(signed_at) < timezone.localdate(locked.frozen_at):
        raise MoveRefused("the text was finalised after that day")
    signature = Signature(
        agreement=locked,
        party=party,
        signatory=signatory,
        method=Signature.Method.PAPER,
        at=signed_at,
        name=name,
        office_held=office_held,
        mandate=mandate,
        text_sha256=locked.snapshot_sha256,
        named="" if party.any_person else signatory.contact.name,
        recorded_by=by.account,
    )
    if scan:
        # renamed: the name that somebody's scanner gave says nothing, or too much
        scan.name = f"{locked.number}-{signatory.pk}{Path(scan.name).suffix.lower()}"
        signature.scan_sha256 = hashlib.sha256(scan.read()).hexdigest()
        scan.seek(0)
        signature.scan = scan
    second = who_may_check(locked.partnership, by.account)
    _keep(signature, "signature.recorded_on_paper", by, at or timezone.now(), waits=bool(second))
    mails.paper_received(signature=signature)
    if second:
        mails.recorded_to_check(signature=signature, people=second)
    return signature


@one_act()
def sign_by_copy(
    *,
    signatory: Signatory,
    by: Actor,
    name: str,
    office_held: str,
    mandate: str,
    signed_at: datetime.datetime,
    is_known: bool,
    at: datetime.datetime | None = None,
) -> Signature:
    """The manager records the signature of a file that the party signed itself; who calls has checked the file.

    Unless its certificate says by a trusted issuer who signed (`is_known`), a second person checks it too.
    """
    locked = _lock(signatory.party.agreement)
    if not locked.takes_signatures or has_signed(signatory):
        raise MoveRefused("this signatory cannot sign now")
    signature = Signature(
        agreement=locked,
        party=signatory.party,
        signatory=signatory,
        method=Signature.Method.COPY,
        at=signed_at,
        name=name,
        office_held=office_held,
        mandate=mandate,
        text_sha256=locked.snapshot_sha256,
        named="" if signatory.party.any_person else signatory.contact.name,
        recorded_by=by.account,
    )
    second = [] if is_known else who_may_check(locked.partnership, by.account)
    _keep(signature, "signature.recorded_by_copy", by, at or timezone.now(), waits=bool(second))
    mails.copy_received(signature=signature)
    if second:
        mails.recorded_to_check(signature=signature, people=second)
    return signature


def _keep(signature: Signature, act: str, by: Actor, at: datetime.datetime, *, waits: bool) -> None:
    """`at` is when it was recorded, which for paper is later than the signature's own date; `waits`: for a check."""
    signature.full_clean()
    signature.save()
    party, agreement = signature.party, signature.agreement
    by_link = signature.method in Signature.BY_LINK
    signature.signatory.signing_requests.close(LinkEnd.SIGNED if by_link else LinkEnd.OTHERWISE, at)
    _record(
        act,
        agreement,
        by,
        at,
        obj=signature,
        # the evidence of the signature, whole: docs/trust.md
        after={
            "number": agreement.number,
            "party": party.name,
            "sha256": signature.text_sha256,
            "method": signature.method,
            "signed_at": signature.at,
            **({"scan_sha256": signature.scan_sha256} if signature.scan_sha256 else {}),
            **({"waits": True} if waits else {}),
        },
        private={"signatory": signature.name, "office_held": signature.office_held, "mandate": signature.mandate}
        | ({"named": signature.named} if waits else {}),
    )
    if not waits:
        count(signature, by=by, at=at)


@one_act()
def decline(*, request: SigningRequest, name: str, reason: str, at: datetime.datetime | None = None) -> Signature:
    """A signatory says no, with its reason; the link is used up, and the manager is told (S2)."""
    at = at or timezone.now()
    fresh, locked = _still_usable(request, request.text_sha256, at)
    refusal = Signature(
        agreement=locked,
        party=fresh.party,
        signatory=fresh.signatory,
        kind=Signature.Kind.DECLINED,
        at=at,
        name=name,
        office_held=fresh.office_held,
        mandate=fresh.mandate,
        text_sha256=fresh.text_sha256,
        reason=reason,
    )
    refusal.full_clean()
    refusal.save()
    SigningRequest.objects.filter(pk=fresh.pk).close(LinkEnd.DECLINED, at)
    _record(
        "signature.declined",
        locked,
        Actor.link(name),
        at,
        obj=fresh.party,
        after={"party": fresh.party.name},
        private={"reason": reason},
    )
    mails.signature_declined(refusal=refusal, request=fresh)
    return refusal


@one_act()
def recall(*, agreement: Agreement, by: Actor, reason: str, at: datetime.datetime | None = None) -> Agreement:
    """Take the text back to change it: links stop working, answers given so far no longer count."""
    at = at or timezone.now()
    locked = _lock(agreement)
    status = agreement_move("recall", locked.status)
    told, frozen_at = mails.signed_or_asked(locked), locked.frozen_at
    locked.signing_requests.close(LinkEnd.RECALLED, at)
    locked.signatures.filter(withdrawn_at=None).update(withdrawn_at=at)
    locked.status, locked.snapshot, locked.snapshot_sha256, locked.frozen_at = status, "", "", None
    locked.save()
    _record("agreement.recalled", locked, by, at, after={"version": locked.version}, private={"reason": reason})
    for signatory, person in told.items():
        mails.text_recalled(person=person, reason=reason, key=f"{signatory}:{frozen_at:%Y%m%d%H%M%S%f}")
    return locked


def _record(act: str, agreement: Agreement, by: Actor, at: datetime.datetime, **values: object) -> None:
    partnership = agreement.partnership
    record(act=act, anchor=partnership, by=by, service=partnership.service, at=at, **{"obj": agreement, **values})
