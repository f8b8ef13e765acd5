"""Is an objective SMART? Each letter is checked and what is missing is said in words (O1, A6)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.rules.vocabulary import BaselineKind


@dataclass(frozen=True)
class Letter:
    """One letter: its name, what is missing in words, and the field that each missing piece belongs to."""

    letter: str
    name: str
    anchor: str
    missing: tuple[tuple[str, str], ...]  # (field, words)

    @property
    def met(self) -> bool:
        return not self.missing

    @property
    def words(self) -> list[str]:
        return [words for _field, words in self.missing]


def _specific(objective: ObjectiveText) -> list[tuple[str, str]]:
    missing = []
    if not objective.statement.strip():
        missing.append(("statement", _("State what should change.")))
    if not objective.target_group.strip():
        missing.append(("target_group", _("State the target group.")))
    if not objective.owner:
        missing.append(("owner", _("Choose the party responsible for this objective.")))
    return missing


def _baseline(objective: ObjectiveText) -> list[tuple[str, str]]:
    kind = objective.baseline_kind.code
    if not kind:
        return [("baseline_kind", _("State the baseline."))]
    if kind == BaselineKind.VALUE and objective.baseline_value is None:
        return [("baseline_value", _("Enter the value of the baseline."))]
    if kind == BaselineKind.FIRST_MEASUREMENT and not objective.baseline_date:
        return [("baseline_date", _("Enter the date of the first measurement."))]
    if (
        kind in (BaselineKind.RULE, BaselineKind.CONTROL_GROUP, BaselineKind.NONE)
        and not objective.baseline_text.strip()
    ):
        return [
            (
                "baseline_text",
                _("Describe the baseline: the rule, the control group, or the reason why no baseline is available."),
            )
        ]
    return []


def _measurable(objective: ObjectiveText) -> list[tuple[str, str]]:
    if not objective.is_measurable:
        if objective.not_measurable_reason.strip():
            return []
        return [("not_measurable_reason", _("Explain why the objective cannot be measured."))]
    missing = []
    if not objective.indicator.strip():
        missing.append(("indicator", _("State the indicator.")))
    if objective.target is None:
        missing.append(("target", _("Enter the target.")))
    if not objective.unit.strip():
        missing.append(("unit", _("State the unit of measurement.")))
    missing += _baseline(objective)
    if not objective.data_source.strip():
        missing.append(("data_source", _("State the source of the figures.")))
    return missing


def smart_letters(objective: ObjectiveText) -> tuple[Letter, ...]:
    """The five letters in order, each with what it still lacks."""
    attainable = [] if objective.attainable.strip() else [("attainable", _("Explain why the objective is attainable."))]
    relevant = (
        [] if objective.relevant.strip() else [("relevant", _("State the problem that the objective addresses."))]
    )
    due = [] if objective.due else [("due", _("Enter the due date."))]
    return (
        Letter("S", _("Specific"), "specific", tuple(_specific(objective))),
        Letter("M", _("Measurable"), "measurable", tuple(_measurable(objective))),
        Letter("A", _("Attainable"), "attainable", tuple(attainable)),
        Letter("R", _("Relevant"), "relevant", tuple(relevant)),
        Letter("T", _("Time-bound"), "time-bound", tuple(due)),
    )
