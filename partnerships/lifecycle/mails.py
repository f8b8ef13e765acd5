"""The notice of termination, told to everybody who signs for a party, in their own languages (A16, N3)."""

from collections.abc import Iterable

from partnerships.models import Signatory, TerminationNotice
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail


def termination(*, kind: str, notice: TerminationNotice, told: Iterable[Signatory]) -> list[OutboxMail]:
    """`kind`: termination_notice, or termination_withdrawn."""
    agreement = notice.agreement
    return [
        queue_mail(
            kind=kind,
            to_address=each.contact.email,
            to_name=each.contact.name,
            language=each.contact.language,
            template=f"partnerships/lifecycle/mail/{kind}",
            context={
                "notice": notice,
                "given_by": notice.party.name if notice.party else "",
                "agreement": agreement,
                "partnership": agreement.partnership,
                "party": each.party.name,
            },
            service=agreement.partnership.service,
            about=agreement,
            dedupe_key=f"{kind}:{notice.pk}:{each.pk}",
        )
        for each in told
    ]
