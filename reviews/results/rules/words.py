"""A measured value and a target, as people read them (O2)."""

from decimal import Decimal

from django.utils.translation import gettext as _

from reviews.shared.rules import number, short_unit, with_unit


def value_words(value: Decimal, unit: str, *, part: int | None, whole: int | None) -> str:
    """“52 % (147 of 283)”, “688 people”."""
    said = with_unit(value, short_unit(unit))
    if part is None or not whole:
        return said
    share = _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    return f"{said} ({share})"


def target_words(comparator: str, target: Decimal | None, unit: str) -> str:
    """“at least 6,000 people”."""
    return f"{comparator} {with_unit(target, unit)}" if target is not None else _("no target was agreed")
