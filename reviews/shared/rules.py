"""Numbers as people read them: grouped, without empty decimals, with their unit."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from pes_partnerships.lib import numbers
from pes_partnerships.lib.numbers import display_number, is_share


def number(value: Decimal | int | float) -> str:
    """“6,000”, “52.5”: the reader's separators, no zeros that say nothing."""
    return display_number(Decimal(str(value)))


def with_unit(value: Decimal | int | float, unit: str) -> str:
    """“688 people”; a share to one decimal: nobody counts hundredths of a per cent."""
    return numbers.with_unit(rounded(value, unit), unit)


def rounded(value: Decimal | int | float, unit: str) -> Decimal:
    plain = Decimal(str(value))
    return plain.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if is_share(unit) else plain


def review_name(every_months: int, *, is_closing: bool = False) -> str:
    """What people call it: “annual review”."""
    if is_closing:
        return _("closing review")
    names = {
        12: _("annual review"),
        6: _("half-year review"),
        3: _("quarterly review"),
        1: _("monthly review"),
    }
    return names.get(every_months, _("review"))


def review_title(every_months: int, due_on: date, *, is_closing: bool = False) -> str:
    """“Annual review 2027”."""
    name = review_name(every_months, is_closing=is_closing)
    return _("%(name)s %(year)s") % {"name": name[:1].upper() + name[1:], "year": due_on.year}
