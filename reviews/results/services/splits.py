"""What each partner reached, beside the total of all of them (O2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from partnerships.models import Objective, Party
from reviews.models import Measurement
from reviews.results.rules.splitting import split_note
from reviews.results.rules.words import total_words

from .reading import PartnerKey, added_up, partner_key, value_in_words
from .results import Result


@dataclass(frozen=True)
class PartnerLine:
    name: str
    shown_value: str
    latest: Measurement


@dataclass(frozen=True)
class Split:
    """The partners that have a value, in the order of the agreement; `parties`: how many the agreement has."""

    lines: list[PartnerLine]
    total: str
    latest: Measurement | None
    note: str
    parties: int


def split_of(result: Result) -> Split | None:
    """One query; None where no partner has a value of its own."""
    if not result.partners:
        return None
    objective, partners = result.objective, result.partners
    parties = _parties(objective, partners)
    lines = [
        PartnerLine(party.name, _shown(objective, values), values[-1])
        for key, party in parties.items()
        if (values := partners.get(key))
    ]
    latest = [values[-1] for values in (*partners.values(), *([result.values] if result.values else []))]
    note = split_note(
        counting=objective.counting,
        unit=objective.unit,
        total=added_up(objective, result.values)[0],
        parts=[added_up(objective, values)[0] for values in partners.values()],
        days={each.as_of.latest() for each in latest},
    )
    own = sum(party.agreement_id == objective.agreement_id for party in parties.values())
    return Split(lines, result.shown_value, result.latest, note, max(own, len(lines)))


def _shown(objective: Objective, values: list[Measurement]) -> str:
    value, periods = added_up(objective, values)
    return total_words(value, objective.unit) if periods > 1 and value is not None else value_in_words(values[-1])


def _parties(objective: Objective, partners: Mapping[PartnerKey, list[Measurement]]) -> dict[PartnerKey, Party]:
    """In the order of this version; then those that have a value and are in an earlier version only."""
    own, earlier = objective.agreement_id, [values[-1].party_id for values in partners.values()]
    found = Party.objects.filter(Q(agreement=own) | Q(pk__in=earlier)).select_related("participation__organisation")
    known: dict[PartnerKey, Party] = {}
    for party in sorted(found, key=lambda each: (each.agreement_id != own, each.order, each.pk)):
        known.setdefault(partner_key(party), party)
    return known
