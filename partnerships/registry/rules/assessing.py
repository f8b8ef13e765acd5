"""A judgement of a partner's relevance and capability needs its reason and a day that has come (F4)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pes_partnerships.lib.findings import Finding


@dataclass(frozen=True)
class JudgementFacts:
    relevance: int | None
    relevance_note: str
    capability: int | None
    capability_note: str
    on: datetime.date | None


def assessment_findings(facts: JudgementFacts, today: datetime.date) -> list[Finding]:
    """Everything that stands against keeping this assessment."""
    found = []
    if facts.relevance is None and facts.capability is None:
        words = _("Assess at least one of the two: service relevance or capability.")
        found.append(Finding("nothing", words, field="relevance"))
    for name, level, note in (
        ("relevance", facts.relevance, facts.relevance_note),
        ("capability", facts.capability, facts.capability_note),
    ):
        if level is not None and not note.strip():
            words = _("Give the reasons: an assessment without reasons does not help later readers.")
            found.append(Finding("no_reason", words, field=f"{name}_note"))
        if level is None and note.strip():
            words = _("You gave reasons without an assessment. Choose the assessment, or clear the reasons.")
            found.append(Finding("no_judgement", words, field=name))
    if facts.on is None:
        found.append(Finding("no_day", _("Enter the date of the assessment."), field="on"))
    elif facts.on > today:
        found.append(Finding("future", _("This date is in the future. Enter a date up to today."), field="on"))
    return found
