"""One function a mail: each writes an outbox row in the caller's transaction, in the recipient's language (N3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from partnerships.access import managers_of
from partnerships.models import Agreement, Document, Party, Signatory, Signature, SigningRequest
from partnerships.signing.rules.mailing import TO_SIGNERS
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


@dataclass(frozen=True)
class Reached:
    """A person of a party, where the mails about signing reach them."""

    agreement: Agreement
    party: Party
    name: str
    email: str
    language: str

    @classmethod
    def by_link(cls, request: SigningRequest) -> "Reached":
        return cls(request.agreement, request.party, request.name, request.email, request.language)

    @classmethod
    def all_of(cls, signatories: Iterable[Signatory], agreement: Agreement) -> "dict[int, Reached]":
        """Each where the newest link went; who was never sent one, at the address on record, if there is any."""
        rows = agreement.signing_requests.filter(signatory__in=[each.pk for each in signatories]).order_by("pk")
        links = {row.signatory_id: row for row in rows.select_related("party__participation__organisation")}
        reached = {}
        for each in signatories:
            contact, party = each.contact, each.party
            link = links.get(each.pk)
            if link and link.email:
                reached[each.pk] = cls(agreement, party, link.name, link.email, link.language)
            elif contact.email:
                reached[each.pk] = cls(agreement, party, contact.name, contact.email, contact.language)
        return reached


def _signatories(agreement: Agreement, **only: Any) -> list[Signatory]:
    rows = Signatory.objects.filter(party__agreement=agreement, **only).order_by("party__order", "party", "order", "pk")
    return list(rows.select_related("contact", "party__participation__organisation"))


def _to_person(kind: str, person: Reached, key: str, **more: Any) -> OutboxMail:
    """A mail to somebody who signs for a party; `more` goes into the texts, or to the outbox.

    ValueError: a kind that the evidence does not list.
    """
    if kind not in TO_SIGNERS:
        raise ValueError(f"{kind} is no mail to who signs")
    agreement = person.agreement
    outbox = {name: more.pop(name) for name in ("secrets", "attachments") if name in more}
    return queue_mail(
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template=f"partnerships/signing/mail/{kind}",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": person.party.name,
            "fingerprint": agreement.fingerprint,
            **more,
        },
        service=agreement.partnership.service,
        about=agreement,
        dedupe_key=f"{kind}:{key}",
        **outbox,
    )


def _to_managers(
    kind: str, agreement: Agreement, key: str, *, people: Iterable[User] | None = None, **more: Any
) -> list[OutboxMail]:
    """`people`: other colleagues than those who manage the partnership."""
    return [
        queue_mail(
            kind=kind,
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            template=f"partnerships/signing/mail/{kind}",
            context={
                "agreement": agreement,
                "partnership": agreement.partnership,
                "path": reverse("partnerships:signatures", args=[agreement.pk]),
                **more,
            },
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"{kind}:{key}:{manager.pk}",
        )
        for manager in (managers_of(agreement.partnership) if people is None else people)
    ]


def signature_requested(
    *, request: SigningRequest, token: str, told: Any = None, named_by: str = "", is_reminder: bool = False
) -> OutboxMail:
    """S2: the link stands in the outbox only until the mail has gone. `told`: the changes of the version (A15);
    `named_by`: who was asked first and named this person; `is_reminder`: a link went to this person before."""
    return _to_person(
        "signature_requested",
        Reached.by_link(request),
        str(request.pk),
        ends_on=request.last_day,
        told=told,
        any_person=request.party.any_person,
        named_by=named_by,
        is_reminder=is_reminder,
        secrets={"link": absolute(reverse("partnerships:sign", args=[token]))},
    )


def link_ended(*, request: SigningRequest, newer: SigningRequest, named_by: str = "") -> OutboxMail:
    """The earlier address learns that its link is dead, without the new person's name or address."""
    more = {"office": newer.office_held, "is_other": newer.name != request.name}
    return _to_person("link_ended", Reached.by_link(request), str(newer.pk), named_by=named_by, **more)


def signatory_named(*, agreement: Agreement, request: SigningRequest, named_by: str) -> list[OutboxMail]:
    more = {"party": request.party.name, "request": request, "named_by": named_by}
    return _to_managers("signatory_named", agreement, str(request.pk), **more)


def signature_received(*, request: SigningRequest, signature: Signature) -> OutboxMail | None:
    """A receipt, so that a signatory who did not sign learns of it; who has no address sees it on the page alone."""
    if not request.email:
        return None
    return _to_person("signature_received", Reached.by_link(request), str(request.pk), signature=signature)


def signature_differs(*, signature: Signature) -> list[OutboxMail]:
    """The manager compares the two names; nothing else waits for it."""
    more = {"signature": signature, "party": signature.party.name}
    return _to_managers("signature_differs", signature.agreement, str(signature.pk), **more)


def recorded_to_check(*, signature: Signature, people: list[User]) -> list[OutboxMail]:
    """The second person: who manages the partnership where somebody else recorded it, else every colleague who may."""
    agreement = signature.agreement
    own = [user for user in managers_of(agreement.partnership) if user in people]
    more = {"signature": signature, "party": signature.party.name}
    return _to_managers("recorded_to_check", agreement, str(signature.pk), people=own or people, **more)


def signature_accepted(*, signature: Signature) -> OutboxMail | None:
    return _to_signer("signature_accepted", signature)


def signature_set_aside(*, signature: Signature) -> OutboxMail | None:
    return _to_signer("signature_set_aside", signature)


def paper_received(*, signature: Signature) -> OutboxMail | None:
    """The same for a signature on paper, where its signatory has an address."""
    return _to_signer("paper_received", signature)


def _to_signer(kind: str, signature: Signature) -> OutboxMail | None:
    """Where the link went, or to the address on record."""
    signatory = signature.signatory
    person = Reached.all_of([signatory], signature.agreement).get(signatory.pk)
    return _to_person(kind, person, str(signature.pk), signature=signature) if person else None


def copy_received(*, signature: Signature) -> OutboxMail | None:
    """The same for an electronically signed copy."""
    return _to_signer("copy_received", signature)


def signed_or_asked(agreement: Agreement) -> dict[int, Reached]:
    """Whoever signed the text that is out, or has an open link to it: by signatory."""
    signed = Q(signatures__in=agreement.signatures.given())
    asked = Q(signing_requests__closed_at=None, signing_requests__isnull=False)
    rows = Signatory.objects.filter(signed | asked, party__agreement=agreement)
    return Reached.all_of(_signatories(agreement, pk__in=rows.values("pk")), agreement)


def signature_declined(*, refusal: Signature, request: SigningRequest) -> list[OutboxMail]:
    """The manager learns the reason; who declined gets a receipt; who signed or is asked learns of it, without it."""
    agreement, party, key = refusal.agreement, refusal.party.name, str(refusal.pk)
    told = _to_managers("signature_declined", agreement, key, refusal=refusal, party=party)
    if request.email:
        told.append(_to_person("decline_received", Reached.by_link(request), key, refusal=refusal))
    if agreement.is_network:  # nothing hangs on it for the other members
        return told
    has_signed = set(agreement.signatures.given().values_list("signatory", flat=True))
    for signatory, person in signed_or_asked(agreement).items():  # the link of who declined is closed by now
        more = {"refusal": refusal, "who": party, "has_signed": signatory in has_signed}
        told.append(_to_person("party_declined", person, f"{key}:{signatory}", **more))
    return told


def time_extended(*, request: SigningRequest, reason: str, key: str) -> OutboxMail:
    """Without a link: the one that was sent stays valid."""
    more = {"ends_on": request.last_day, "reason": reason}
    return _to_person("time_extended", Reached.by_link(request), f"{request.pk}:{key}", **more)


def text_recalled(*, person: Reached, reason: str, key: str) -> OutboxMail:
    return _to_person("text_recalled", person, key, reason=reason)


def agreement_signed(*, document: Document, content: bytes, signatories: Iterable[int]) -> list[OutboxMail]:
    """Every signatory gets the signed file itself, for partners have no account to fetch it with (S3)."""
    return _with_files([(document, content)], signatories, file_sha256=document.sha256)


def member_joined(
    *, members: Document, content: bytes, text: Document, text_content: bytes, signatories: Iterable[int]
) -> list[OutboxMail]:
    """Who joins a network gets the text as it was sealed, and the accession list that names the new member."""
    files = [(members, content), (text, text_content)]
    return _with_files(files, signatories, file_sha256=text.sha256, members=members)


def _with_files(files: list[tuple[Document, bytes]], signatories: Iterable[int], **more: Any) -> list[OutboxMail]:
    document, agreement = files[0][0], files[0][0].agreement
    people = Reached.all_of(_signatories(agreement, pk__in=list(signatories)), agreement)
    attachments = [(f"{each.number}.pdf", content, "application/pdf") for each, content in files]
    return [
        _to_person("agreement_signed", person, f"{document.pk}:{signatory}", attachments=attachments, **more)
        for signatory, person in people.items()
    ]
