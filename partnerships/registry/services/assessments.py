"""How relevant and how capable a partner is, with author and day; a new judgement stands beside the old one (F4)."""

import datetime

from django.utils import timezone

from partnerships.models import Assessment, Organisation, Partnership
from partnerships.registry.rules.assessing import JudgementFacts, assessment_findings
from partnerships.shared.services.changes import private_values, refuse_foreign, set_fields
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record

PERSONAL = frozenset({"relevance_note", "capability_note"})  # what is said of a partner often names people


@one_act()
def assess(
    *,
    organisation: Organisation,
    by: Actor,
    author: User | None,
    on: datetime.date,
    partnership: Partnership | None = None,
    relevance: int | None = None,
    relevance_note: str = "",
    capability: int | None = None,
    capability_note: str = "",
) -> Assessment:
    """Keep a judgement, in general or for one partnership; nothing is ever overwritten."""
    refuse_foreign(organisation.service_id, partnership)
    facts = JudgementFacts(relevance, relevance_note, capability, capability_note, on)
    refuse(assessment_findings(facts, timezone.localdate()))
    assessment = Assessment(organisation=organisation)
    values = {
        "partnership": partnership,
        "relevance": relevance,
        "relevance_note": relevance_note,
        "capability": capability,
        "capability_note": capability_note,
        "on": on,
        "author": author,
    }
    _, after, personal = set_fields(assessment, values, personal=PERSONAL)
    record(
        act="assessment.made",
        anchor=organisation,
        obj=assessment,
        by=by,
        service=organisation.service,
        after={name: value for name, value in after.items() if name != "author"},  # the act says who
        private=private_values(assessment, personal),
    )
    return assessment
