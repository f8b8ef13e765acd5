"""An objective as five rows, one for each letter of SMART (O1)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.drafting.rules.text import MilestoneText, ObjectiveText
from partnerships.rules.vocabulary import BaselineKind
from pes_partnerships.lib.numbers import display_number as number

from .sentence import Piece, objective_pieces, quota_sentence

_NO_SPACE_BEFORE = (":", ",", ".", ";")


@dataclass(frozen=True)
class Measure:
    label: str
    words: str


@dataclass(frozen=True)
class ObjectiveBlock:
    anchor: str
    title: str
    specific: tuple[Piece, ...]
    target_group: str
    measures: tuple[Measure, ...]
    attainable: str
    relevant: str
    due: str
    owner: str
    heads: tuple[str, str, str, str, str]
    owner_label: str
    target_group_label: str


def spaced(pieces: list[Piece]) -> tuple[Piece, ...]:
    """With a space before each piece that needs one, so that a page may print them without any between."""
    first, rest = pieces[:1], pieces[1:]
    return tuple(first) + tuple(
        piece if piece.words.startswith(_NO_SPACE_BEFORE) else Piece(f" {piece.words}", piece.missing) for piece in rest
    )


def objective_block(objective: ObjectiveText, place: int) -> ObjectiveBlock:
    pieces = objective_pieces(objective)
    sentence = pieces[: len(pieces) - len(objective.quotas)]  # the shares stand in their own cell
    due = objective.due.display()
    if due and objective.followed_up:
        due = _("%(date)s; counted %(when)s") % {"date": due, "when": objective.followed_up}
    return ObjectiveBlock(
        anchor=f"objective-{place}",
        title=_("Objective %(number)s: %(title)s") % {"number": place, "title": objective.title},
        specific=spaced(sentence),
        target_group=objective.target_group,
        measures=tuple(measure for measure in _measures(objective) if measure.words),
        attainable=objective.attainable,
        relevant=objective.relevant,
        due=due,
        owner=objective.owner,
        heads=(_("Specific"), _("Measurable"), _("Attainable"), _("Relevant"), _("Time-bound")),
        owner_label=_("Owner"),
        target_group_label=_("Target group"),
    )


def _measures(objective: ObjectiveText) -> list[Measure]:
    if not objective.is_measurable:
        return [
            Measure(_("Not measurable"), objective.not_measurable_reason),
            Measure(_("Indicator"), objective.indicator),
            Measure(_("Kind of result"), objective.result_kind.label),
            Measure(_("Milestones"), _milestones(objective)),
            Measure(_("Source"), objective.data_source),
        ]
    return [
        Measure(_("Indicator"), objective.indicator),
        Measure(_("Kind of result"), objective.result_kind.label),
        Measure(_("Baseline"), baseline(objective)),
        Measure(_("Target"), _target(objective)),
        Measure(_("Milestones"), _milestones(objective)),
        Measure(_("Quotas"), " ".join(quota_sentence(quota) for quota in objective.quotas)),
        Measure(_("Source"), objective.data_source),
    ]


def with_unit(value: object, unit: str) -> str:
    return f"{number(value)}\u00a0{unit}".strip()


def _target(objective: ObjectiveText) -> str:
    if objective.target is None:
        return ""
    words = f"{objective.comparator.label} {with_unit(objective.target, objective.unit)}".strip()
    words = words[:1].upper() + words[1:]
    return (
        _("%(target)s of %(group)s") % {"target": words, "group": objective.counted_among}
        if objective.counted_among
        else words
    )


def baseline(objective: ObjectiveText) -> str:
    """The value with its date, or the rule, the control group, the reason in words."""
    kind, date = objective.baseline_kind, objective.baseline_date.display()
    words = objective.baseline_text
    if kind.code == BaselineKind.VALUE and objective.baseline_value is not None:
        value = with_unit(objective.baseline_value, objective.unit)
        value = _("%(value)s in %(date)s") % {"value": value, "date": date} if date else value
        return f"{value}. {words}" if words else value
    if kind.code == BaselineKind.FIRST_MEASUREMENT and date:
        return f"{kind.label}: {date}. {words}".strip()
    return ": ".join(part for part in (kind.label, words) if part)


def _milestones(objective: ObjectiveText) -> str:
    return " ".join(f"{_milestone(each, objective.unit)}." for each in objective.milestones)


def _milestone(milestone: MilestoneText, unit: str) -> str:
    value = with_unit(milestone.value, unit) if milestone.value is not None else ""
    words = ", ".join(part for part in (value, milestone.text.rstrip(".")) if part)
    return f"{milestone.due.display()}: {words}"
