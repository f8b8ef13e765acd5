"""What a rule found: each reason by itself, so that the page prints exactly what the guard enforces."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

BLOCKING = "blocking"
ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One reason. `code` is stable and unique within its rule; `title` and `detail` are texts for people.

    `field` names the input it is about, `anchor` the place on the page; `needs_others`: another must act.
    """

    code: str
    title: str | Promise
    detail: str | Promise = ""
    field: str = ""
    severity: str = BLOCKING
    needs_others: bool = False
    anchor: str = ""

    def __post_init__(self) -> None:
        if self.severity not in (BLOCKING, ADVICE):
            raise ValueError(f"A finding's severity is {BLOCKING!r} or {ADVICE!r}, not {self.severity!r}.")

    @property
    def is_blocking(self) -> bool:
        return self.severity == BLOCKING


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """What bars the way first; within that, what needs other people, for it takes longest; else as given."""
    return sorted(findings, key=lambda finding: (not finding.is_blocking, not finding.needs_others))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that bar the way, in order."""
    return [finding for finding in in_order(findings) if finding.is_blocking]


def advice(findings: Iterable[Finding]) -> list[Finding]:
    """Those that only advise, in order."""
    return [finding for finding in in_order(findings) if not finding.is_blocking]
