"""Whether a version is what its kind says, judged against the text that it follows (A15)."""

from partnerships.agreements.rules.version_kinds import Version, kind_findings
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.wording import agreement_text, labels
from partnerships.models import Agreement
from pes_partnerships.lib.findings import Finding


def findings_of_kind(agreement: Agreement, text: AgreementText) -> list[Finding]:
    """Empty for a first version, which follows none."""
    if agreement.previous is None:
        return []
    previous = agreement.previous
    version = Version(agreement.kind, agreement_text(previous), text, previous.ends_latest)
    return list(kind_findings(version, labels()))
