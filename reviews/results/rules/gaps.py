"""How far two values are apart, in words: points where both are shares, else the objective's own unit (O2)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.objectives.rules.targets import short_unit
from pes_partnerships.lib.numbers import is_share
from reviews.shared.rules import number, rounded, with_unit


def gap_in_words(gap: Decimal, unit: str) -> str:
    if is_share(unit):
        return ngettext("It is %(gap)s point off.", "It is %(gap)s points off.", 1 if gap == 1 else 2) % {
            "gap": number(rounded(gap, unit))
        }
    return _("It is %(gap)s off.") % {"gap": with_unit(gap, unit)}


def distance_in_words(gap: Decimal, unit: str) -> str:
    """“+5 points”, “−3 people”."""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    if is_share(unit):
        points = number(rounded(abs(gap), unit))
        said = ngettext("%(gap)s point", "%(gap)s points", 1 if abs(gap) == 1 else 2) % {"gap": points}
    else:
        said = with_unit(abs(gap), short_unit(unit))
    return f"{sign}{said}"
