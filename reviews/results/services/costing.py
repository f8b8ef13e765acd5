"""The money of an agreement beside what one of its objectives counts, and what acting alone would cost (O3)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from partnerships.models import Objective
from partnerships.objectives.rules.targets import wanted
from partnerships.objectives.services import target_text
from partnerships.rules.vocabulary import ContributionKind
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.models import AloneCost
from reviews.results.rules.costing import Alone, Counted, Money, alone_lines, cost_lines, earlier_line, has_pieces

from .reading import added_up
from .results import Result


@dataclass(frozen=True)
class CostOfResult:
    """`lines`: sentences that name each figure; `earlier`: statements of acting alone that were followed by another."""

    lines: list[str]
    is_alone_stated: bool
    earlier: list[str]


def cost_of(result: Result) -> CostOfResult | None:
    """At most four queries. None of what costs nothing by the piece."""
    objective, agreement = result.objective, result.objective.agreement
    if not has_pieces(objective.counting, objective.unit):
        return None
    rows = agreement.contributions.filter(kind=ContributionKind.MONEY).prefetch_related("years")
    money = [
        Money(row.currency, row.amount, tuple((each.year, each.amount) for each in row.years.all())) for row in rows
    ]
    reached, _periods = added_up(objective, result.values)
    day = result.latest.as_of.latest() if result.latest else None
    counted = Counted(
        counting=objective.counting,
        unit=objective.unit,
        target=wanted(target_text(objective)),
        reached=reached,
        year=day.year if day else None,
        objectives=agreement.objectives.count() if money else 1,
    )
    stated = [
        Alone(each.amount, each.currency, each.year, each.source, timezone.localdate(each.stated_at))
        for each in AloneCost.objects.filter(objective__lineage=objective.lineage)
    ]
    lines = [*cost_lines(counted, money), *alone_lines(counted, money, stated[0] if stated else None)]
    return CostOfResult(lines, bool(stated), [earlier_line(each) for each in stated[1:]])


@one_act()
def state_alone_cost(
    *, objective: Objective, by: Actor, amount: Decimal, currency: str, year: int, source: str
) -> AloneCost:
    """Beside the earlier statements, which stay."""
    row = AloneCost(
        objective=objective,
        amount=amount,
        currency=currency,
        year=year,
        source=source,
        stated_by=by.person,
        stated_at=timezone.now(),
    )
    row.full_clean(exclude=["objective", "stated_by"])
    row.save()
    partnership = objective.agreement.partnership
    after = {"amount": amount, "currency": currency, "year": year}
    private = {"source": source}
    record(
        act="alone_cost.stated", anchor=partnership, obj=row, by=by, service=partnership.service, after=after,
        private=private,
    )  # fmt: skip
    return row
