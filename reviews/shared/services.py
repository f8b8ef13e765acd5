"""Why a service refuses; views turn each into words on the page."""

from pes_partnerships.lib.findings import Finding
from reviews.models import PeriodConfirmation


class NotReady(Exception):
    """What is missing, as the rule found it."""

    def __init__(self, findings: list[Finding]):
        self.findings = findings
        super().__init__("; ".join(str(finding.title) for finding in findings))


class LinkUnknown(Exception):
    """No row belongs to the secret of a link: never sent, or mistyped."""


class AlreadyCorrected(Exception):
    """A value that a later row corrects, or that was withdrawn, is not corrected again: the later one is."""


class PeriodLocked(Exception):
    """The period of a value is confirmed: it takes corrections with a reason, and nothing else (G5)."""

    def __init__(self, confirmation: PeriodConfirmation):
        self.confirmation = confirmation
        super().__init__(str(confirmation.period))
