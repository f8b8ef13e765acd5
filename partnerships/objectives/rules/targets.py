"""What a target demands: in words, and as the value that a result is compared with (O1)."""

from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.rules.vocabulary import BaselineKind, Comparator, Relation, TargetKind
from pes_partnerships.lib.numbers import display_number, display_share, is_share, with_unit

COMPARED = (TargetKind.BETTER, TargetKind.CONTROL)
BELOW = (Relation.PERCENT_BELOW, Relation.POINTS_BELOW, Relation.UNITS_BELOW)
PERCENT = (Relation.PERCENT_ABOVE, Relation.PERCENT_BELOW)
MORE_IS_BETTER = (Comparator.AT_LEAST, Comparator.MORE_THAN)
LESS_IS_BETTER = (Comparator.AT_MOST, Comparator.LESS_THAN)


def short_unit(unit: str) -> str:
    """The % of “% of the leavers”; other units whole."""
    return "%" if is_share(unit) else unit


def value_words(value: Decimal, unit: str) -> str:
    """A value of the objective: 63 % (whatever group the unit names besides), 688 people."""
    return display_share(value) if is_share(unit) else with_unit(value, unit)


def meets(comparator: str, value: Decimal, target: Decimal, target_to: Decimal | None = None) -> bool:
    """Whether a value is what the target demands; “about” is met within five per cent of it."""
    match comparator:
        case Comparator.AT_LEAST:
            return value >= target
        case Comparator.MORE_THAN:
            return value > target
        case Comparator.AT_MOST:
            return value <= target
        case Comparator.LESS_THAN:
            return value < target
        case Comparator.BETWEEN:
            return target <= value and (target_to is None or value <= target_to)
        case Comparator.ABOUT:
            return abs(value - target) <= abs(target) * Decimal("0.05")
    return value == target


def compared_with(relation: str, target: Decimal, base: Decimal) -> Decimal:
    """The value that lies `target` per cent, points or units above or below `base`: 50 per cent above 14 is 21."""
    distance = base * target / 100 if relation in PERCENT else target
    return base - distance if relation in BELOW else base + distance


def target_words(objective: ObjectiveText) -> str:
    """“at least 63 % of the leavers”, “between 3 and 5 days”, “at least 50 per cent above the control group”."""
    if objective.target is None or not objective.has_target:
        return ""
    words = _with_comparator(objective)
    if objective.kind in COMPARED:
        words = _relation_words(objective) % {"target": words}
    if objective.counted_among:
        return _("%(target)s of %(group)s") % {"target": words, "group": objective.counted_among}
    return words


def _with_comparator(objective: ObjectiveText) -> str:
    amount = objective.target
    if objective.kind in COMPARED and objective.relation.code not in (Relation.UNITS_ABOVE, Relation.UNITS_BELOW):
        said = display_number(amount)
    else:
        said = with_unit(amount, objective.unit)
    if objective.comparator.code == Comparator.BETWEEN:
        upper = with_unit(objective.target_to, objective.unit) if objective.target_to is not None else "…"
        return _("between %(lower)s and %(upper)s") % {"lower": display_number(amount), "upper": upper}
    return f"{objective.comparator.label} {said}".strip()


def _relation_words(objective: ObjectiveText) -> str:
    """A pattern with %(target)s; above what is said by the kind."""
    if objective.kind == TargetKind.CONTROL:
        return {
            Relation.PERCENT_ABOVE: _("%(target)s per cent above the control group"),
            Relation.PERCENT_BELOW: _("%(target)s per cent below the control group"),
            Relation.POINTS_ABOVE: _("%(target)s percentage points above the control group"),
            Relation.POINTS_BELOW: _("%(target)s percentage points below the control group"),
            Relation.UNITS_ABOVE: _("%(target)s above the control group"),
            Relation.UNITS_BELOW: _("%(target)s below the control group"),
        }.get(objective.relation.code, "%(target)s")
    return {
        Relation.PERCENT_ABOVE: _("%(target)s per cent above the baseline"),
        Relation.PERCENT_BELOW: _("%(target)s per cent below the baseline"),
        Relation.POINTS_ABOVE: _("%(target)s percentage points above the baseline"),
        Relation.POINTS_BELOW: _("%(target)s percentage points below the baseline"),
        Relation.UNITS_ABOVE: _("%(target)s above the baseline"),
        Relation.UNITS_BELOW: _("%(target)s below the baseline"),
    }.get(objective.relation.code, "%(target)s")


def comes_to(objective: ObjectiveText) -> str:
    """What a target that compares comes to with the value that is known, and the mistake that is near; or nothing."""
    base, target, relation = objective.baseline_value, objective.target, objective.relation.code
    if objective.kind not in COMPARED or base is None or target is None or not relation:
        return ""
    said = {
        "base": value_words(base, objective.unit),
        "value": value_words(compared_with(relation, target, base), objective.unit),
        "target": display_number(target),
    }
    if objective.kind == TargetKind.CONTROL:
        words = _("If the control group reaches %(base)s, the target comes to %(value)s.") % said
    else:
        words = _("Compared with %(base)s, the target comes to %(value)s.") % said
    if not is_share(objective.unit) or relation not in PERCENT:
        return words
    points = Relation.POINTS_BELOW if relation in BELOW else Relation.POINTS_ABOVE
    other = value_words(compared_with(points, target, base), objective.unit)
    if points == Relation.POINTS_BELOW:
        hint = _("%(target)s percentage points below would be %(other)s.") % {**said, "other": other}
    else:
        hint = _("%(target)s percentage points above would be %(other)s.") % {**said, "other": other}
    return f"{words} {hint}"


def wanted(objective: ObjectiveText) -> Decimal | None:
    """The value that a result is compared with; None where it is not known yet, or there is none."""
    if not objective.has_target or objective.target is None:
        return None
    if objective.kind == TargetKind.VALUE:
        return objective.target
    known = objective.kind == TargetKind.BETTER and objective.baseline_kind.code != BaselineKind.NONE
    if not known or objective.baseline_value is None or not objective.relation:
        return None
    return compared_with(objective.relation.code, objective.target, objective.baseline_value)
