"""The values of single partners beside the total: whether their sum says the same (O2). Pure."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.objectives.rules.targets import short_unit
from partnerships.rules.vocabulary import Counting
from pes_partnerships.lib.numbers import is_share
from reviews.shared.rules import with_unit


def may_be_added(counting: str, unit: str) -> bool:
    """Only what the agreement counts up: a share or an average of several partners is no sum."""
    return counting in (Counting.SUM, Counting.TOTAL) and not is_share(unit)


def split_note(
    *,
    counting: str,
    unit: str,
    total: Decimal | None,
    parts: list[Decimal | None],
    days: set[date | None],
) -> str:
    """How the partners' values and the total go together. `days`: of the latest values, the total's among them."""
    if total is None:
        return _("The total is not known: the values of the partners are not added up in its place.")
    if not may_be_added(counting, unit) or not parts or None in parts:
        return ""
    if counting == Counting.TOTAL and len(days) > 1:
        return _("These values are of different dates, so that their sum is not compared with the total.")
    added = sum(parts, Decimal(0))
    said = {
        "sum": with_unit(added, short_unit(unit)),
        "total": with_unit(total, short_unit(unit)),
        "gap": with_unit(abs(added - total), short_unit(unit)),
    }
    if added == total:
        return _("The values of the partners add up to the total, %(total)s.") % said
    if added < total:
        return _("The values of the partners add up to %(sum)s. The total is %(total)s: %(gap)s more.") % said
    return _("The values of the partners add up to %(sum)s. The total is %(total)s: %(gap)s less.") % said
