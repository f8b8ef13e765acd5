"""What a result costs, where money and counts allow it; each figure is named (O3). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.numbers import display_money
from reviews.shared.rules import with_unit

from .splitting import may_be_added


@dataclass(frozen=True)
class Money:
    """A contribution in money: its amount, None where it is not stated, and what it gives in each year."""

    currency: str
    amount: Decimal | None
    years: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True)
class Counted:
    """What an objective counts: its target, what was reached so far, and the year of the latest value."""

    counting: str
    unit: str
    target: Decimal | None
    reached: Decimal | None
    year: int | None
    objectives: int = 1  # of the agreement, which all share its money


def cost_lines(counted: Counted, money: Sequence[Money]) -> list[str]:
    """Sentences, none where it cannot be calculated: a share or an average costs nothing by the piece."""
    if not money or not may_be_added(counted.counting, counted.unit):
        return []
    unstated = sum(each.amount is None for each in money)
    if unstated:
        words = ngettext(
            "The cost of a result cannot be calculated: %(count)s contribution in money states no amount.",
            "The cost of a result cannot be calculated: %(count)s contributions in money state no amount.",
            unstated,
        )
        return [words % {"count": unstated}]
    lines = [
        line for currency in dict.fromkeys(each.currency for each in money) for line in _of(currency, counted, money)
    ]
    return [*lines, *_limits(counted)] if lines else []


def _of(currency: str, counted: Counted, money: Sequence[Money]) -> Iterator[str]:
    own = [each for each in money if each.currency == currency]
    agreed = sum((each.amount or Decimal(0) for each in own), Decimal(0))
    if counted.target and counted.target > 0:
        words = _("As agreed: %(money)s for %(result)s, which is %(each)s for each.")
        yield words % _said(agreed, counted.target, currency, counted.unit)
    if counted.reached and counted.reached > 0 and counted.year and all(each.years for each in own):
        until = sum((amount for each in own for year, amount in each.years if year <= counted.year), Decimal(0))
        words = _("Up to %(year)s: %(money)s for %(result)s, which is %(each)s for each.")
        yield words % {"year": counted.year, **_said(until, counted.reached, currency, counted.unit)}


def _said(money: Decimal, count: Decimal, currency: str, unit: str) -> dict[str, str]:
    return {
        "money": display_money(money, currency),
        "result": with_unit(count, unit),
        "each": display_money(round(money / count, 2), currency),
    }


def _limits(counted: Counted) -> Iterator[str]:
    if counted.objectives > 1:
        words = ngettext(
            "The money also serves %(count)s other objective.",
            "The money also serves %(count)s other objectives.",
            counted.objectives - 1,
        )
        yield words % {"count": counted.objectives - 1}
    yield _("Contributions without an amount of money, such as staff, rooms or shares, are not in it.")
