"""What is missing for signature: of the text, of what the office may decide, and what else stands in its way."""

import datetime

from partnerships import hooks
from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.autonomy.rules.approving import Remit
from partnerships.autonomy.services.autonomy import remit_of
from partnerships.drafting.rules.text import AgreementText
from partnerships.models import Agreement
from pes_partnerships.lib.findings import Finding, in_order

from .version_kinds import findings_of_kind


def readiness(
    agreement: Agreement, text: AgreementText, *, today: datetime.date, remit: Remit | None = None
) -> list[Finding]:
    """Every issue to resolve before signature (A16, F10); `remit` where the caller has read it already."""
    found = missing_for_signature(text, today=today, remit=remit or remit_of(agreement, text))
    found += findings_of_kind(agreement, text)
    return in_order([*found, *hooks.draft_findings(agreement=agreement)])
