"""Sending a text out, signing it, refusing it, taking it back (S1, S2, S4)."""

import datetime
import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone

from partnerships.agreements.services.changes import told_changes
from partnerships.agreements.services.readiness import readiness
from partnerships.commenting.services.answering import close_for_signature
from partnerships.drafting.rules.freezing import canonical, fingerprint
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Signatory, Signature, SigningRequest
from partnerships.rules.lifecycle import AgreementStatus, agreement_move
from partnerships.rules.signing import LinkEnd
from partnerships.rules.vocabulary import ForceRule
from partnerships.signing import mails
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding, blocking
from pes_partnerships.lib.moves import MoveRefused

from .accession import note_joined
from .asking import ask, has_signed
from .force import its_day_has_come, make_members, signed_parties, take_force


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
    asked = named.filter(party__must_sign=True).order_by("party__order", "party", "order", "pk")
    rows = asked.select_related("contact", "party__participation__organisation")
    # who has no address signs on paper
    told = told_changes(locked, text)
    return [ask(row, agreement=locked, by=by, at=at, told=told) for row in rows if row.contact.email]


def _lock(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update().select_related("partnership__service").get(pk=agreement.pk)


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
    at: datetime.datetime | None = None,
) -> Signature:
    """A signatory signs the text whose hash was shown; the last signature brings it into force (S1, S2)."""
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
    )
    _keep(signature, "signature.given", Actor.link(name), at)
    mails.signature_received(request=fresh, signature=signature)
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
    """The manager records `at` a moment a signature that was given on paper, with its own date and its scan (S2)."""
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
    )
    if scan:
        # renamed: the name that somebody's scanner gave says nothing, or too much
        scan.name = f"{locked.number}-{signatory.pk}{Path(scan.name).suffix.lower()}"
        signature.scan_sha256 = hashlib.sha256(scan.read()).hexdigest()
        scan.seek(0)
        signature.scan = scan
    _keep(signature, "signature.recorded_on_paper", by, at or timezone.now())
    mails.paper_received(signature=signature)
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
    at: datetime.datetime | None = None,
) -> Signature:
    """The manager records the signature of a file that the party signed itself; who calls has checked the file."""
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
    )
    _keep(signature, "signature.recorded_by_copy", by, at or timezone.now())
    mails.copy_received(signature=signature)
    return signature


def _keep(signature: Signature, act: str, by: Actor, at: datetime.datetime) -> None:
    """`at` is when it was recorded, which for paper is later than the signature's own date."""
    signature.full_clean()
    signature.save()
    party, agreement = signature.party, signature.agreement
    by_link = signature.method != Signature.Method.PAPER
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
        },
        private={"signatory": signature.name, "office_held": signature.office_held, "mandate": signature.mandate},
    )
    if agreement.status == AgreementStatus.IN_FORCE:
        make_members(agreement, by, at)
    note_joined(signature=signature, by=by)
    _complete(agreement, at=at)


def _complete(agreement: Agreement, *, at: datetime.datetime) -> None:
    """S1: in force with the last required signature, on its fixed day, or for a network with the first one."""
    if agreement.status != AgreementStatus.OUT_FOR_SIGNATURE:
        return
    signing = set(agreement.parties.filter(must_sign=True).values_list("pk", flat=True))
    done = signed_parties(agreement)
    if not done or (agreement.force_rule != ForceRule.OWN_SIGNATURE and not signing <= done):
        return
    signed = agreement.signatures.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None)
    agreement.status = agreement_move("complete", agreement.status)
    if not agreement.signed:
        last = signed.aggregate(last=Max("at"))["last"]  # paper may be recorded after a later link was used
        agreement.signed = PartialDate.of(timezone.localdate(last))
    agreement.save(update_fields=["status", "signed", "edited_at"])
    if its_day_has_come(agreement, timezone.localdate(at)):
        # the signature was the signatory's act; what follows from it is the product's
        take_force(agreement=agreement, by=Actor.system(), at=at)


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
