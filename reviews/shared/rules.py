"""Numbers as people read them: grouped, without empty decimals, with their unit."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def number(value: Decimal | int | float) -> str:
    """“6,000”, “52.5”: the reader's separators, no zeros that say nothing."""
    plain = Decimal(str(value)).normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=places, force_grouping=True)


def with_unit(value: Decimal | int | float, unit: str) -> str:
    """“688 people”; a share to one decimal: nobody counts hundredths of a per cent."""
    return f"{number(rounded(value, unit))} {unit}".strip()


def rounded(value: Decimal | int | float, unit: str) -> Decimal:
    plain = Decimal(str(value))
    return plain.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if is_share(unit) else plain


def is_share(unit: str) -> bool:
    return unit.strip().startswith("%") or unit.strip().lower().startswith(("per cent", "percent"))


def short_unit(unit: str) -> str:
    """The % of “% of the leavers”; other units whole."""
    return "%" if is_share(unit) else unit


def review_name(every_months: int) -> str:
    """What people call it: “annual review”."""
    names = {
        12: _("annual review"),
        6: _("half-year review"),
        3: _("quarterly review"),
        1: _("monthly review"),
    }
    return names.get(every_months, _("review"))


def review_title(every_months: int, due_on: date) -> str:
    """“Annual review 2027”."""
    name = review_name(every_months)
    return _("%(name)s %(year)s") % {"name": name[:1].upper() + name[1:], "year": due_on.year}
