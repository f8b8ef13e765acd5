"""Why a service refuses; views turn each into words on the page."""

from pes_partnerships.lib.findings import Finding


class NotReady(Exception):
    """What is missing, as the rule found it."""

    def __init__(self, findings: list[Finding]):
        self.findings = findings
        super().__init__("; ".join(str(finding.title) for finding in findings))


class AlreadyCorrected(Exception):
    """A value that a later row corrects, or that was withdrawn, is not corrected again: the later one is."""
