"""An objective as five rows, one for each letter of SMART (O1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.drafting.rules.text import MilestoneText, ObjectiveText
from partnerships.rules.vocabulary import BaselineKind, TargetKind
from pes_partnerships.lib.dates import display_when

from .sentence import Piece, main_pieces, quota_sentence
from .targets import target_words, value_words


@dataclass(frozen=True)
class Measure:
    label: str
    words: str


@dataclass(frozen=True)
class Heads:
    """What stands before the rows of every objective, said once for all of them."""

    letters: tuple[str, str, str, str, str]
    owner: str
    target_group: str


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
    heads: Heads
    lineage: str = ""


def objective_heads() -> Heads:
    """In the language that is active."""
    return Heads(
        letters=(_("Specific"), _("Measurable"), _("Attainable"), _("Relevant"), _("Time-bound")),
        owner=_("Owner"),
        target_group=_("Target group"),
    )


def objective_block(objective: ObjectiveText, place: int, heads: Heads) -> ObjectiveBlock:
    due = objective.due.display()
    if due and objective.followed_up:
        due = _("%(date)s; counted %(when)s") % {"date": due, "when": objective.followed_up}
    return ObjectiveBlock(
        anchor=f"objective-{place}",
        title=_("Objective %(number)s: %(title)s") % {"number": place, "title": objective.title},
        specific=tuple(main_pieces(objective)),
        target_group=objective.target_group,
        measures=tuple(Measure(str(label), words) for label, words in _measures(objective) if words),
        attainable=objective.attainable,
        relevant=objective.relevant,
        due=due,
        owner=objective.owner,
        heads=heads,
        lineage=objective.lineage,
    )


def _measures(objective: ObjectiveText) -> Iterator[tuple[Any, str]]:
    """(label, words); a label is put into words only where it has something to name."""
    kind, is_judged = objective.kind, objective.kind == TargetKind.JUDGED
    yield gettext_lazy("Not measurable"), objective.not_measurable_reason if is_judged else ""
    yield gettext_lazy("Indicator"), objective.indicator
    yield gettext_lazy("Kind of result"), objective.result_kind.label
    if not is_judged:
        yield (
            gettext_lazy("Control group") if kind == TargetKind.CONTROL else gettext_lazy("Baseline"),
            baseline(objective),
        )
        yield gettext_lazy("Target"), _target(objective)
        yield gettext_lazy("Counted"), objective.counting.label
    yield gettext_lazy("Milestones"), _milestones(objective)
    if not is_judged:
        yield gettext_lazy("Quotas"), _quotas(objective)
    yield gettext_lazy("Source"), objective.data_source
    yield gettext_lazy("Whose target"), _whose(objective)
    yield gettext_lazy("Part of"), objective.parent
    yield gettext_lazy("Aim above the partnership, not a target of the parties"), objective.aim_above
    yield gettext_lazy("After the agreement ends, measured and reported by"), objective.after_end


def _whose(objective: ObjectiveText) -> str:
    """O7: common and cross-sector targets are marked, and an aim above the partnership stands apart."""
    marks = []
    if objective.is_common:
        marks.append(_("Common target of all parties"))
    if objective.is_cross_sector:
        marks.append(_("Target shared with another policy sector"))
    return "; ".join(marks)


def _target(objective: ObjectiveText) -> str:
    if objective.kind == TargetKind.REPORTED:
        unit = _("in %(unit)s") % {"unit": objective.unit} if objective.unit else ""
        none = _("None: the figure is reported")
        return f"{none} ({unit})" if unit else none
    words = target_words(objective)
    return words[:1].upper() + words[1:]


def _quotas(objective: ObjectiveText) -> str:
    said = [quota_sentence(quota) for quota in objective.quotas]
    if said and objective.shares_exclude:
        said.append(_("No person belongs to two of these groups."))
    return " ".join(said)


def baseline(objective: ObjectiveText) -> str:
    """The value with its date, or the rule, the control group, the reason in words."""
    kind, date = objective.baseline_kind, objective.baseline_date
    words = objective.baseline_text
    if kind.code == BaselineKind.FIRST_MEASUREMENT and date:
        return _sentences(_("The first measurement, %(when)s") % {"when": display_when(date)}, words)
    value = ""
    if objective.baseline_value is not None:
        value = value_words(objective.baseline_value, objective.unit)
        if date:
            value = _("%(value)s %(when)s") % {"value": value, "when": display_when(date)}
    if kind.code == BaselineKind.VALUE and value:
        return _sentences(value, words)
    if kind.code == BaselineKind.CONTROL_GROUP and objective.kind == TargetKind.CONTROL:
        return _sentences(words, _("Known rate: %(value)s") % {"value": value} if value else "")
    return _sentences(": ".join(part for part in (kind.label, words) if part), value)


def _sentences(*parts: str) -> str:
    """Each with its full stop where another follows."""
    said = [part.strip() for part in parts if part.strip()]
    return " ".join([*(f"{part.rstrip('.')}." for part in said[:-1]), *said[-1:]])


def _milestones(objective: ObjectiveText) -> str:
    return " ".join(f"{_milestone(each, objective.unit)}." for each in objective.milestones)


def _milestone(milestone: MilestoneText, unit: str) -> str:
    value = value_words(milestone.value, unit) if milestone.value is not None else ""
    words = ", ".join(part for part in (value, milestone.text.rstrip(".")) if part)
    return f"{milestone.due.display()}: {words}"
