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
        words = _("Judge at least one of the two: how relevant its services are, or how capable it is.")
        found.append(Finding("nothing", words, field="relevance"))
    for name, level, note in (
        ("relevance", facts.relevance, facts.relevance_note),
        ("capability", facts.capability, facts.capability_note),
    ):
        if level is not None and not note.strip():
            words = _("Say why: a judgement without its reason helps nobody who reads it later.")
            found.append(Finding("no_reason", words, field=f"{name}_note"))
        if level is None and note.strip():
            words = _("You gave a reason. Choose the judgement that it stands for, or empty the reason.")
            found.append(Finding("no_judgement", words, field=name))
    if facts.on is None:
        found.append(Finding("no_day", _("Say on which day it was assessed."), field="on"))
    elif facts.on > today:
        found.append(Finding("future", _("This day has not come yet."), field="on"))
    return found
