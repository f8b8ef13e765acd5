"""The amounts of the years and the whole that they are parts of (A10)."""

from collections.abc import Iterable
from decimal import Decimal


def years_exceed(whole: Decimal | None, years: Iterable[Decimal]) -> bool:
    """Whether the years of one contribution, all in its own currency, come to more than its amount."""
    return whole is not None and sum(years, Decimal(0)) > whole
