"""The ready rows of what partnerships cost in each year, for ready.py: few queries, however many there are (O8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Case, FilteredRelation, Q, QuerySet, Value, When

from partnerships.models import Agreement, PortfolioLine, YearlyCost
from partnerships.portfolio.rules.counting import Cost
from partnerships.rules.vocabulary import ContributionKind

PES, PARTNERS, OTHERS = "pes", "partners", "others"
CHANGING = ["service", "office", PES, PARTNERS, OTHERS, "amount"]


OF_MONEY = ("money__years__year", "money__currency", "giver", "money__years__amount")


def with_money(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """With the money of their contributions: a row for each year of it, and one where there is none."""
    of_kind = FilteredRelation("contributions", condition=Q(contributions__kind=ContributionKind.MONEY))
    giver = Case(
        When(money__party=None, then=Value(OTHERS)),
        When(money__party__participation__organisation__pes__isnull=False, then=Value(PES)),
        default=Value(PARTNERS),
    )
    return agreements.annotate(money=of_kind).annotate(giver=giver).order_by("pk", "money__years__year", "money__pk")


def costs_of(money: Iterable[tuple[int, int | None, str | None, str, Decimal | None]]) -> dict[int, list[Cost]]:
    """Of each partnership what its agreement in force names for each year; amounts without a year are in none.

    `money`: the partnership, and OF_MONEY.
    """
    sums: dict[tuple[int, int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for of, year, currency, giver, amount in money:
        if year is not None:
            sums[of, year, currency][giver] += int(amount * 100)
    found: dict[int, list[Cost]] = defaultdict(list)
    for (of, year, currency), by_giver in sums.items():
        found[of].append(Cost(year, currency, **by_giver))
    return found


def written_costs(keys: Sequence[int]) -> QuerySet[YearlyCost]:
    return YearlyCost.objects.filter(partnership__in=keys)


def write_costs(lines: Sequence[PortfolioLine], ought: Mapping[int, Sequence[Cost]], *, none_written: bool) -> int:
    """How many rows were otherwise. `none_written`: the caller knows that there are no rows yet."""
    made = {
        (row.partnership_id, row.year, row.currency): row
        for line in lines
        for row in (_row(line, cost) for cost in ought[line.pk])
    }
    there = {
        (row.partnership_id, row.year, row.currency): row
        for row in (() if none_written else written_costs([line.pk for line in lines]))
    }
    gone = [row.pk for key, row in there.items() if key not in made]
    changed = [row for key, row in made.items() if _differs(row, there.get(key))]
    if gone:
        YearlyCost.objects.filter(pk__in=gone).delete()
    YearlyCost.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["partnership", "year", "currency"], update_fields=CHANGING
    )
    return len(gone) + len(changed)


def _row(line: PortfolioLine, cost: Cost) -> YearlyCost:
    return YearlyCost(
        service_id=line.service_id,
        office_id=line.office_id,
        partnership_id=line.pk,
        year=cost.year,
        currency=cost.currency,
        pes=_money(cost.pes),
        partners=_money(cost.partners),
        others=_money(cost.others),
        amount=_money(cost.total),
    )


def _money(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def _differs(ought: YearlyCost, there: YearlyCost | None) -> bool:
    names = ("service_id", "office_id", PES, PARTNERS, OTHERS, "amount")
    return there is None or any(getattr(ought, name) != getattr(there, name) for name in names)
