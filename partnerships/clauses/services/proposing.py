"""What a clause is filled with before anybody types: the facts that the partnership has already (A8–A14)."""

from typing import Any

from django.utils import translation

from partnerships.clauses.rules.kinds import PARTY, ROWS, ClauseKind
from partnerships.models import Agreement

Facts = dict[str, Any]


def facts_of(agreement: Agreement) -> Facts:
    """By the names that the fields of clauses ask for, worded in the language of the agreement."""
    partnership = agreement.partnership
    examination = getattr(partnership, "examination", None)
    with translation.override(agreement.language):
        return {
            "challenge": partnership.challenge,
            "purpose": partnership.purpose or partnership.added_value,
            "restrictions": partnership.restrictions,
            "place": partnership.place or ", ".join(str(region) for region in partnership.regions.all()),
            "groups": ", ".join(str(group) for group in partnership.target_groups.all()),
            "services": ", ".join(str(area) for area in partnership.service_areas.all()),
            "badly_served": examination.badly_served if examination else "",
            "overlap": examination.overlap if examination else "",
            "notice_count": agreement.notice_count,
            "notice_unit": agreement.notice_unit,
            "lead": agreement.lead.participation_id if agreement.lead else None,
        }


def proposed_values(kind: ClauseKind, facts: Facts, language: str) -> dict[str, Any]:
    """Only what is known: a fact, or a default."""
    values = {}
    with translation.override(language):
        for each in kind.fields:
            if each.kind == ROWS:
                continue
            value = facts.get(each.prefill) if each.prefill else None
            if value in (None, "") and each.kind != PARTY:
                value = each.default
            if value not in (None, ""):
                values[each.name] = value if isinstance(value, int) else str(value)
    return values
