"""Is an objective SMART? Each letter says what is missing and what does not make sense, in words (O1, A6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.rules.vocabulary import BaselineKind, TargetKind
from pes_partnerships.lib.findings import Finding

from .targets import COMPARED

MET, INCOMPLETE, WRONG = "met", "incomplete", "wrong"
LABELS = {MET: _("Met"), INCOMPLETE: _("Incomplete"), WRONG: _("Does not add up")}
TAGS = {MET: "success", INCOMPLETE: "warning", WRONG: "error"}
TIME_BOUND = ("due", "after_end", "followed_up", "milestones")  # fields of the last letter; the others are measured

Missing = list[tuple[str, str]]  # (field, words)


@dataclass(frozen=True)
class Letter:
    """One letter: its name, what is missing in words, each with its field, and what does not make sense."""

    letter: str
    name: str
    anchor: str
    missing: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def wrong(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_blocking]

    @property
    def state(self) -> str:
        return WRONG if self.wrong else INCOMPLETE if self.missing else MET

    @property
    def met(self) -> bool:
        return self.state == MET

    @property
    def label(self) -> str:
        return str(LABELS[self.state])

    @property
    def tag(self) -> str:
        return TAGS[self.state]

    @property
    def words(self) -> list[str]:
        """The worst first: what cannot be, then what is missing."""
        return [str(finding.title) for finding in self.wrong] + [str(words) for _field, words in self.missing]


def _specific(objective: ObjectiveText) -> Missing:
    missing = []
    if not objective.statement.strip():
        missing.append(("statement", _("State what should change.")))
    if not objective.target_group.strip():
        missing.append(("target_group", _("State the target group.")))
    if not objective.owner:
        missing.append(("owner", _("Choose the party responsible for this objective.")))
    return missing


def _baseline(objective: ObjectiveText) -> Missing:
    kind = BaselineKind.CONTROL_GROUP if objective.kind == TargetKind.CONTROL else objective.baseline_kind.code
    if objective.kind == TargetKind.REPORTED and not kind:
        return []  # nothing is compared: a baseline is welcome, and not asked for
    if not kind:
        return [("baseline_kind", _("State the baseline."))]
    if objective.kind == TargetKind.BETTER and kind in (BaselineKind.NONE, BaselineKind.CONTROL_GROUP):
        return [("baseline_kind", _("“Better than before” needs a value or a rule to compare with."))]
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


def _measurable(objective: ObjectiveText) -> Missing:
    if objective.kind == TargetKind.JUDGED:
        if objective.not_measurable_reason.strip():
            return []
        return [("not_measurable_reason", _("Explain why the objective cannot be measured."))]
    missing = []
    if not objective.indicator.strip():
        missing.append(("indicator", _("State the indicator.")))
    if objective.target is None and objective.has_target:
        missing.append(("target", _("Enter the target.")))
    if not objective.relation and objective.kind in COMPARED:
        missing.append(("relation", _("State how the target is calculated: in per cent or in points, above or below.")))
    if not objective.unit.strip():
        missing.append(("unit", _("State the unit of measurement.")))
    missing += _baseline(objective)
    if not objective.data_source.strip():
        missing.append(("data_source", _("State the source of the figures.")))
    return missing


def smart_letters(objective: ObjectiveText, findings: Iterable[Finding] = ()) -> tuple[Letter, ...]:
    """The five letters in order; `findings`: what `sense_findings` says of this objective, each at its letter."""
    found = tuple(findings)
    of_time = tuple(finding for finding in found if finding.field in TIME_BOUND)
    of_measure = tuple(finding for finding in found if finding not in of_time)
    attainable = [] if objective.attainable.strip() else [("attainable", _("Explain why the objective is attainable."))]
    relevant = (
        [] if objective.relevant.strip() else [("relevant", _("State the problem that the objective addresses."))]
    )
    due = [] if objective.due else [("due", _("Enter the due date."))]
    return (
        Letter("S", _("Specific"), "specific", tuple(_specific(objective))),
        Letter("M", _("Measurable"), "measurable", tuple(_measurable(objective)), of_measure),
        Letter("A", _("Attainable"), "attainable", tuple(attainable)),
        Letter("R", _("Relevant"), "relevant", tuple(relevant)),
        Letter("T", _("Time-bound"), "time-bound", tuple(due), of_time),
    )
