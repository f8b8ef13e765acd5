"""A measured value and a target, as people read them (O2)."""

from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.objectives.rules.targets import short_unit
from reviews.shared.rules import number, with_unit


def value_words(value: Decimal, unit: str, *, part: int | None = None, whole: int | None = None) -> str:
    """“52 % (147 of 283)”, “688 people”."""
    said = with_unit(value, short_unit(unit))
    if part is None or not whole:
        return said
    share = _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    return f"{said} ({share})"


def total_words(value: Decimal, unit: str) -> str:
    """“750 people in total”: several periods, added up."""
    return _("%(value)s in total") % {"value": value_words(value, unit)}


def target_or_none(words: str) -> str:
    """“at least 6,000 people”, or that there is none."""
    return words or _("no target was agreed")
