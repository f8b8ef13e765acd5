"""The objectives whose figures a partner reports, and which of their periods it can confirm (G5)."""

from dataclasses import dataclass
from datetime import date

from partnerships.models import Objective, Participation
from reviews.grid.services.sheet import text_of
from reviews.periods.rules.checking import runs_in
from reviews.results.services.locks import locks_of
from reviews.results.services.reading import values_by_lineage
from reviews.rules.periods import covers, period_of


@dataclass(frozen=True)
class OwnObjective:
    """`waiting`: how many periods that are over have values and are not confirmed."""

    objective: Objective
    waiting: int


def owned_by(participation: Participation) -> list[Objective]:
    """Those of the text that governs, which can be measured."""
    agreement = text_of(participation.partnership)
    if agreement is None:
        return []
    rows = agreement.objectives.filter(owner__participation=participation).order_by("order", "pk")
    named = rows.select_related("agreement__partnership__service", "owner__participation__organisation")
    return [each for each in named if each.is_measurable]


def own_objectives(participation: Participation, today: date) -> list[OwnObjective]:
    """A fixed number of queries, whatever the number of objectives and values."""
    objectives = owned_by(participation)
    if not objectives:
        return []
    values, locks = values_by_lineage(objectives), locks_of(objectives)
    found = []
    for objective in objectives:
        days = [each.as_of for each in values[objective.lineage].own if each.as_of]
        step = runs_in(days)
        periods = {period_of(day.earliest(), step) for day in days}
        open_ones = [
            each
            for each in periods
            if each.latest() < today and any(covers(each, day) for day in days) and not locks.on(objective, each)
        ]
        found.append(OwnObjective(objective, len(open_ones)))
    return found
