"""The amounts of the years, the whole that they are parts of, and totals by currency and period (A10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .text import ContributionText


def years_exceed(whole: Decimal | None, years: Iterable[Decimal]) -> bool:
    """Whether the years of one contribution, all in its own currency, come to more than its amount."""
    return whole is not None and sum(years, Decimal(0)) > whole


@dataclass(frozen=True)
class Total:
    """What several contributions of money come to in one currency and one period; never across."""

    currency: str
    period: str
    amount: Decimal
    count: int
    is_estimated: bool = False


def totals(contributions: Iterable[ContributionText], *, public: bool = False) -> list[Total]:
    """By currency and stated period, then by year where amounts are stated by year; of one contribution no total.

    A public copy gives no total in which an amount is that it withholds: the rest would tell it.
    """
    sums: dict[tuple[str, str], list[tuple[Decimal, bool, bool]]] = {}
    for each in contributions:
        if each.kind.code != "money" or not each.currency:
            continue
        if each.amount is not None:
            sums.setdefault((each.currency, each.period), []).append((each.amount, False, each.is_withheld))
        for year in each.years:
            line = (year.amount, year.is_estimated, each.is_withheld)
            sums.setdefault((each.currency, year.year), []).append(line)
    return [
        Total(
            currency,
            period,
            sum((amount for amount, *_rest in lines), Decimal(0)),
            len(lines),
            any(e for _a, e, _w in lines),
        )
        for (currency, period), lines in sums.items()
        if len(lines) > 1 and not (public and any(withheld for *_rest, withheld in lines))
    ]
