"""One function a mail: each writes an outbox row in the caller's transaction, in the recipient's language (N3)."""

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Agreement, Document, Signature, SigningRequest
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def signature_requested(*, request: SigningRequest, token: str) -> OutboxMail:
    """S2: the link stands in the outbox only until the mail has gone."""
    agreement = request.agreement
    return queue_mail(
        kind="signature_requested",
        to_address=request.email,
        to_name=request.name,
        language=request.language,
        template="partnerships/mail/signature_requested",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": request.party.name,
            "ends_on": timezone.localdate(request.expires_at),
            "fingerprint": agreement.fingerprint,
        },
        service=agreement.partnership.service,
        about=agreement,
        secrets={"link": absolute(reverse("partnerships:sign", args=[token]))},
        dedupe_key=f"signature_requested:{request.pk}",
    )


def signature_received(*, request: SigningRequest, signature: Signature) -> OutboxMail:
    """A receipt, so that a signatory who did not sign learns of it."""
    agreement = request.agreement
    return queue_mail(
        kind="signature_received",
        to_address=request.email,
        to_name=request.name,
        language=request.language,
        template="partnerships/mail/signature_received",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": request.party.name,
            "signature": signature,
            "fingerprint": agreement.fingerprint,
        },
        service=agreement.partnership.service,
        about=agreement,
        dedupe_key=f"signature_received:{request.pk}",
    )


def signature_declined(*, refusal: Signature) -> list[OutboxMail]:
    agreement = refusal.agreement
    return [
        queue_mail(
            kind="signature_declined",
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            template="partnerships/mail/signature_declined",
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
        for manager in managers_of(agreement)
    ]


def text_recalled(*, request: SigningRequest, reason: str) -> OutboxMail:
    agreement = request.agreement
    return queue_mail(
        kind="text_recalled",
        to_address=request.email,
        to_name=request.name,
        language=request.language,
        template="partnerships/mail/text_recalled",
        context={
            "agreement": agreement,
            "partnership": agreement.partnership,
            "party": request.party.name,
            "reason": reason,
        },
        service=agreement.partnership.service,
        about=agreement,
        dedupe_key=f"text_recalled:{request.pk}",
    )


def agreement_signed(*, document: Document, content: bytes) -> list[OutboxMail]:
    """Every signatory gets the signed file itself, for partners have no account to fetch it with (S3)."""
    agreement = document.agreement
    # the newest request of each party says where its signatory can be reached
    reached = {request.party_id: request for request in agreement.signing_requests.order_by("pk")}
    return [
        queue_mail(
            kind="agreement_signed",
            to_address=request.email,
            to_name=request.name,
            language=request.language,
            template="partnerships/mail/agreement_signed",
            context={
                "agreement": agreement,
                "partnership": agreement.partnership,
                "fingerprint": agreement.fingerprint,
                "file_sha256": document.sha256,
            },
            attachments=[(f"{agreement.number}.pdf", content, "application/pdf")],
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"agreement_signed:{document.pk}:{request.party_id}",
        )
        for request in reached.values()
    ]


def managers_of(agreement: Agreement) -> list[User]:
    """The partnership's own manager; where there is none, the managers of the service."""
    partnership = agreement.partnership
    if partnership.manager and partnership.manager.is_active:
        return [partnership.manager]
    memberships = partnership.service.memberships.active().managers().select_related("user")
    return [membership.user for membership in memberships]
