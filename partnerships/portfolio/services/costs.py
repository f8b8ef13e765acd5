"""The ready rows of what partnerships cost in each year, for ready.py: few queries, however many there are (O8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Case, F, QuerySet, Value, When

from partnerships.models import ContributionYear, PortfolioLine, YearlyCost
from partnerships.portfolio.rules.counting import Cost
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import ContributionKind

PES, PARTNERS, OTHERS = "pes", "partners", "others"
CHANGING = ["service", "office", PES, PARTNERS, OTHERS, "amount"]


def money_of_years(keys: Sequence[int]) -> QuerySet[ContributionYear]:
    return ContributionYear.objects.filter(
        contribution__agreement__partnership__in=keys,
        contribution__agreement__status=AgreementStatus.IN_FORCE,
        contribution__kind=ContributionKind.MONEY,
    )


def costs_of(keys: list[int]) -> dict[int, list[Cost]]:
    """Of each partnership what its agreement in force names for each year; amounts without a year are in none."""
    rows = money_of_years(keys).annotate(
        giver=Case(
            When(contribution__party=None, then=Value(OTHERS)),
            When(contribution__party__participation__organisation__pes__isnull=False, then=Value(PES)),
            default=Value(PARTNERS),
        ),
        of=F("contribution__agreement__partnership"),
    )
    sums: dict[tuple[int, int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for of, year, currency, giver, amount in rows.order_by("year", "pk").values_list(
        "of", "year", "contribution__currency", "giver", "amount"
    ):
        sums[of, year, currency][giver] += int(amount * 100)
    found: dict[int, list[Cost]] = defaultdict(list)
    for (of, year, currency), by_giver in sums.items():
        found[of].append(Cost(year, currency, **by_giver))
    return found


def write_costs(lines: Iterable[PortfolioLine], ought: Mapping[int, Sequence[Cost]]) -> int:
    """How many rows were otherwise."""
    lines = list(lines)
    made = {
        (row.partnership_id, row.year, row.currency): row
        for line in lines
        for row in (_row(line, cost) for cost in ought[line.pk])
    }
    there = {
        (row.partnership_id, row.year, row.currency): row
        for row in YearlyCost.objects.filter(partnership__in=[line.pk for line in lines])
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
