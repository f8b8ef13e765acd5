"""What a result costs, where money and counts allow it; each figure is named (O3). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
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


@dataclass(frozen=True)
class Alone:
    """What one result would cost the employment service without the partnership, as it was stated on a day."""

    amount: Decimal
    currency: str
    year: int
    source: str
    on: date


def has_pieces(counting: str, unit: str) -> bool:
    """Whether a result has a cost: a share or an average costs nothing by the piece."""
    return may_be_added(counting, unit)


def alone_lines(counted: Counted, money: Sequence[Money], alone: Alone | None) -> list[str]:
    """What acting alone would cost, and how far that is from the cost of a result, where one currency has both."""
    if alone is None:
        return []
    lines = [_("Acting alone, each would cost %(each)s (prices of %(year)s; %(source)s).") % _stated(alone)]
    costs = _costs_of(alone.currency, counted, money)
    if not costs:
        return lines
    gap = alone.amount - costs[-1].each
    words = {
        "gap": display_money(abs(gap), alone.currency),
        "each": display_money(costs[-1].each, alone.currency),
    }
    if gap > 0:
        lines.append(_("The partnership costs %(gap)s less for each: %(each)s.") % words)
    elif gap < 0:
        lines.append(_("The partnership costs %(gap)s more for each: %(each)s.") % words)
    else:
        lines.append(_("The partnership costs the same for each."))
    return lines


def earlier_line(alone: Alone) -> str:
    """A statement that another one has followed."""
    return _("%(each)s (prices of %(year)s; %(source)s), stated on %(day)s.") % _stated(alone)


def _stated(alone: Alone) -> dict[str, object]:
    return {
        "each": display_money(alone.amount, alone.currency),
        "year": alone.year,
        "source": alone.source,
        "day": display_date(alone.on),
    }


@dataclass(frozen=True)
class Cost:
    """Money for a number of results; `until`: the year up to which both were counted, None as agreed."""

    money: Decimal
    count: Decimal
    until: int | None = None

    @property
    def each(self) -> Decimal:
        return round(self.money / self.count, 2)


def cost_lines(counted: Counted, money: Sequence[Money]) -> list[str]:
    """Sentences, none where it cannot be calculated."""
    if not money or not has_pieces(counted.counting, counted.unit):
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


def _costs_of(currency: str, counted: Counted, money: Sequence[Money]) -> list[Cost]:
    """As agreed, then as reached: the latter counts more. None where an amount is not stated."""
    own = [each for each in money if each.currency == currency]
    if not own or any(each.amount is None for each in money):
        return []
    found = []
    if counted.target and counted.target > 0:
        found.append(Cost(sum((each.amount or Decimal(0) for each in own), Decimal(0)), counted.target))
    if counted.reached and counted.reached > 0 and counted.year and all(each.years for each in own):
        until = sum((amount for each in own for year, amount in each.years if year <= counted.year), Decimal(0))
        found.append(Cost(until, counted.reached, counted.year))
    return found


def _of(currency: str, counted: Counted, money: Sequence[Money]) -> Iterator[str]:
    for cost in _costs_of(currency, counted, money):
        said: dict[str, object] = {
            "money": display_money(cost.money, currency),
            "result": with_unit(cost.count, counted.unit),
            "each": display_money(cost.each, currency),
        }
        if cost.until is None:
            yield _("As agreed: %(money)s for %(result)s, which is %(each)s for each.") % said
        else:
            words = _("Up to %(year)s: %(money)s for %(result)s, which is %(each)s for each.")
            yield words % {"year": cost.until, **said}


def _limits(counted: Counted) -> Iterator[str]:
    if counted.objectives > 1:
        words = ngettext(
            "The money also serves %(count)s other objective.",
            "The money also serves %(count)s other objectives.",
            counted.objectives - 1,
        )
        yield words % {"count": counted.objectives - 1}
    yield _("Contributions without an amount of money, such as staff, rooms or shares, are not in it.")
