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
        missing.append(("statement", _("What should be different is missing.")))
    if not objective.target_group.strip():
        missing.append(("target_group", _("The target group is missing.")))
    if not objective.owner:
        missing.append(("owner", _("No party owns it.")))
    return missing


def _baseline(objective: ObjectiveText) -> list[tuple[str, str]]:
    kind = objective.baseline_kind.code
    if not kind:
        return [("baseline_kind", _("The baseline is missing."))]
    if kind == BaselineKind.VALUE and objective.baseline_value is None:
        return [("baseline_value", _("The value of the baseline is missing."))]
    if kind == BaselineKind.FIRST_MEASUREMENT and not objective.baseline_date:
        return [("baseline_date", _("The date of the first measurement is missing."))]
    if (
        kind in (BaselineKind.RULE, BaselineKind.CONTROL_GROUP, BaselineKind.NONE)
        and not objective.baseline_text.strip()
    ):
        return [
            (
                "baseline_text",
                _("The baseline needs a sentence: which rule, which group, or why there is none."),
            )
        ]
    return []


def _measurable(objective: ObjectiveText) -> list[tuple[str, str]]:
    if not objective.is_measurable:
        if objective.not_measurable_reason.strip():
            return []
        return [("not_measurable_reason", _("Why it cannot be measured is missing."))]
    missing = []
    if not objective.indicator.strip():
        missing.append(("indicator", _("The indicator is missing.")))
    if objective.target is None:
        missing.append(("target", _("The target is missing.")))
    if not objective.unit.strip():
        missing.append(("unit", _("The unit is missing.")))
    missing += _baseline(objective)
    if not objective.data_source.strip():
        missing.append(("data_source", _("Where the figures come from is missing.")))
    return missing


def smart_letters(objective: ObjectiveText) -> tuple[Letter, ...]:
    """The five letters in order, each with what it still lacks."""
    attainable = [] if objective.attainable.strip() else [("attainable", _("Why it can be reached is missing."))]
    relevant = [] if objective.relevant.strip() else [("relevant", _("The problem it addresses is missing."))]
    due = [] if objective.due else [("due", _("The due date is missing."))]
    return (
        Letter("S", _("Specific"), "specific", tuple(_specific(objective))),
        Letter("M", _("Measurable"), "measurable", tuple(_measurable(objective))),
        Letter("A", _("Attainable"), "attainable", tuple(attainable)),
        Letter("R", _("Relevant"), "relevant", tuple(relevant)),
        Letter("T", _("Time-bound"), "time-bound", tuple(due)),
    )
