"""An act that the rules do not allow: every reason as a finding, as the page prints it beside its field."""

from collections.abc import Iterable

from pes_partnerships.lib.findings import Finding


class Refused(Exception):
    """Nothing was written; `findings` say why, and which field each is about."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = list(findings)
        super().__init__(" ".join(str(finding.title) for finding in self.findings))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise Refused where the rules found anything."""
    if found := list(findings):
        raise Refused(found)
