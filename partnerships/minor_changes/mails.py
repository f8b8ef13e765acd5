"""The notice of a minor change to everybody who signed, in their own languages (A15, N3)."""

from collections.abc import Iterable

from partnerships.models import MinorChange, Signatory
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def notices(*, change: MinorChange, told: Iterable[Signatory], content: bytes) -> list[OutboxMail]:
    """One mail a signatory, with the record attached."""
    agreement = change.agreement
    return [
        queue_mail(
            kind="minor_change",
            to_address=each.contact.email,
            to_name=each.contact.name,
            language=each.contact.language,
            template="partnerships/minor_changes/mail/minor_change",
            context={
                "change": change,
                "agreement": agreement,
                "partnership": agreement.partnership,
                "party": each.party.name,
                "fingerprint": change.fingerprint,
            },
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"minor_change:{change.pk}:{each.pk}",
            attachments=[(f"{change.document_number}.pdf", content, "application/pdf")],
        )
        for each in told
    ]
