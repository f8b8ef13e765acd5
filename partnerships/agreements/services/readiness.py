"""What is missing for signature, with what the office may decide by itself."""

import datetime

from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.autonomy.services.autonomy import remit_of
from partnerships.drafting.rules.text import AgreementText
from partnerships.models import Agreement
from pes_partnerships.lib.findings import Finding


def readiness(agreement: Agreement, text: AgreementText, *, today: datetime.date) -> list[Finding]:
    """Everything that stands in the way of signature, what the office may decide included (A16, F10)."""
    return missing_for_signature(text, today=today, remit=remit_of(agreement, text))
