"""The money of an agreement beside what one of its objectives counts (O3)."""

from partnerships.objectives.rules.targets import wanted
from partnerships.objectives.services import target_text
from partnerships.rules.vocabulary import ContributionKind
from reviews.results.rules.costing import Counted, Money, cost_lines

from .reading import added_up
from .results import Result


def cost_of(result: Result) -> list[str]:
    """At most three queries: sentences that name each figure, none where nothing can be said."""
    objective, agreement = result.objective, result.objective.agreement
    rows = agreement.contributions.filter(kind=ContributionKind.MONEY).prefetch_related("years")
    money = [
        Money(row.currency, row.amount, tuple((each.year, each.amount) for each in row.years.all())) for row in rows
    ]
    if not money:
        return []
    reached, _periods = added_up(objective, result.values)
    day = result.latest.as_of.latest() if result.latest else None
    counted = Counted(
        counting=objective.counting,
        unit=objective.unit,
        target=wanted(target_text(objective)),
        reached=reached,
        year=day.year if day else None,
        objectives=agreement.objectives.count(),
    )
    return cost_lines(counted, money)
