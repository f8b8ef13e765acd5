"""One function a mail: each writes an outbox row in the caller's transaction, in the recipient's language (N3)."""

from typing import Any

from django.urls import reverse

from partnerships.access import managers_of
from partnerships.models import Document, Signature, SigningRequest
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def _to_signatory(kind: str, request: SigningRequest, key: str, **more: Any) -> OutboxMail:
    """A mail to the person whom a party was asked through; `more` goes into the texts, or to the outbox."""
    agreement = request.agreement
    outbox = {name: more.pop(name) for name in ("secrets", "attachments") if name in more}
    return queue_mail(
        kind=kind,
        to_address=request.email,
        to_name=request.name,
        language=request.language,
        template=f"partnerships/signing/mail/{kind}",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": request.party.name,
            "fingerprint": agreement.fingerprint,
            **more,
        },
        service=agreement.partnership.service,
        about=agreement,
        dedupe_key=f"{kind}:{key}",
        **outbox,
    )


def signature_requested(*, request: SigningRequest, token: str, told: Any = None) -> OutboxMail:
    """S2: the link stands in the outbox only until the mail has gone. `told`: the changes of the version (A15)."""
    return _to_signatory(
        "signature_requested",
        request,
        str(request.pk),
        ends_on=request.last_day,
        told=told,
        secrets={"link": absolute(reverse("partnerships:sign", args=[token]))},
    )


def signature_received(*, request: SigningRequest, signature: Signature) -> OutboxMail:
    """A receipt, so that a signatory who did not sign learns of it."""
    return _to_signatory("signature_received", request, str(request.pk), signature=signature)


def signature_declined(*, refusal: Signature) -> list[OutboxMail]:
    agreement = refusal.agreement
    return [
        queue_mail(
            kind="signature_declined",
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            template="partnerships/signing/mail/signature_declined",
            context={
                "agreement": agreement,
                "partnership": agreement.partnership,
                "party": refusal.party.name,
                "refusal": refusal,
                "path": reverse("partnerships:signatures", args=[agreement.pk]),
            },
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"signature_declined:{refusal.pk}:{manager.pk}",
        )
        for manager in managers_of(agreement.partnership)
    ]


def text_recalled(*, request: SigningRequest, reason: str) -> OutboxMail:
    return _to_signatory("text_recalled", request, str(request.pk), reason=reason)


def agreement_signed(*, document: Document, content: bytes, known: int = 0) -> list[OutboxMail]:
    """Every signatory gets the signed file itself, for partners have no account to fetch it with (S3).

    `known`: how many signatures the edition before it held, the first of them first.
    """
    agreement = document.agreement
    standing = agreement.signatures.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None)
    # A1: when a network grows, those who have the file are not written to at each accession
    signed = list(standing.order_by("pk").values_list("signatory", flat=True))[known:]
    # the newest request of each signatory who has signed says where that person can be reached
    requests = agreement.signing_requests.filter(signatory__in=signed).select_related(
        "party__participation__organisation"
    )
    reached = {request.signatory_id: request for request in requests.order_by("pk")}
    return [
        _to_signatory(
            "agreement_signed",
            request,
            f"{document.pk}:{request.signatory_id}",
            file_sha256=document.sha256,
            attachments=[(f"{agreement.number}.pdf", content, "application/pdf")],
        )
        for request in reached.values()
    ]
