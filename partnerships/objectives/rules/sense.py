"""Does an objective make sense? What is said is checked against the term, the baseline and itself (O1).

`smart.py` asks whether everything is said. Here each thing that cannot be, or that nobody could mean, is a finding of
its own at its field: it stops signature, or advises until a reason is given. It never stops a draft from being saved.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import UNKNOWN, AgreementText, MilestoneText, ObjectiveText
from partnerships.rules.vocabulary import BaselineKind, Comparator, Counting, Relation, TargetKind
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import ADVICE, Finding
from pes_partnerships.lib.numbers import display_share, is_share

from .targets import LESS_IS_BETTER, MORE_IS_BETTER, meets, value_words

ALL = Decimal(100)


@dataclass(frozen=True)
class Around:
    """What an objective is judged against: the day, and the term of its agreement."""

    today: datetime.date
    starts: PartialDate = UNKNOWN
    ends: PartialDate = UNKNOWN

    @classmethod
    def of(cls, text: AgreementText, today: datetime.date) -> "Around":
        return cls(today, text.effective, text.ends)


Check = Callable[[ObjectiveText, Around], Iterator[Finding]]


def _due(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    due = objective.due
    if not due:
        return
    said = {"due": due.display(), "start": around.starts.display(), "end": around.ends.display()}
    if due.latest() < around.today:
        yield Finding(
            "due_passed",
            _("The due date has passed."),
            _("%(due)s is in the past. Choose a future date.") % said,
            field="due",
        )
    elif around.starts and due.latest() < around.starts.earliest():
        yield Finding(
            "due_before_start",
            _("The due date is before the agreement takes effect."),
            _("The agreement takes effect on %(start)s. Choose a later date than %(due)s.") % said,
            field="due",
        )
    elif around.ends and due.earliest() > around.ends.latest() and not objective.after_end.strip():
        yield Finding(
            "due_after_end",
            _("The due date is after the agreement ends."),
            _(
                "The agreement ends on %(end)s. Choose an earlier date, extend the agreement, or state who measures "
                "and reports after the end."
            )
            % said,
            field="due",
        )


def _share(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    """A share of a group lies between nothing and all of it; a rate of growth or a distance may be more."""
    if not is_share(objective.unit):
        return
    values = [("baseline_value", objective.baseline_value)]
    if objective.kind == TargetKind.VALUE:
        values = [("target", objective.target), ("target_to", objective.target_to), *values]
    for name, value in values:
        if value is not None and not 0 <= value <= ALL:
            yield Finding(
                "share_out_of_range",
                _("A share is outside 0 to 100 %."),
                _(
                    "%(share)s is not a share of a group. Correct the number or its unit; for growth, choose “Better "
                    "than before”."
                )
                % {"share": display_share(value)},
                field=name,
            )


def _limits(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    if objective.comparator.code != Comparator.BETWEEN or objective.kind != TargetKind.VALUE:
        return
    if objective.target_to is None:
        yield Finding(
            "no_upper_limit",
            _("The upper limit is missing."),
            _("“Between” needs a lower and an upper limit."),
            field="target_to",
        )
    elif objective.target is not None and objective.target_to <= objective.target:
        yield Finding(
            "limits_reversed",
            _("The upper limit is not above the lower one."),
            _("Enter the lower limit first."),
            field="target_to",
        )


def _against_baseline(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    """A target that the baseline meets already demands nothing; one on its wrong side demands less than there is."""
    base, target = objective.baseline_value, objective.target
    measured = objective.baseline_kind.code == BaselineKind.VALUE and objective.kind == TargetKind.VALUE
    code = objective.comparator.code
    if not measured or base is None or target is None or not meets(code, base, target, objective.target_to):
        return
    said = {"base": value_words(base, objective.unit), "target": value_words(target, objective.unit)}
    is_worse = (code in MORE_IS_BETTER and base > target) or (code in LESS_IS_BETTER and base < target)
    if is_worse:
        yield Finding(
            "target_below_baseline",
            _("The target asks for less than the baseline."),
            _("The baseline is %(base)s and the target %(target)s. Check both numbers and the comparison.") % said,
            field="target",
        )
    elif not objective.is_explained:
        yield Finding(
            "target_met_already",
            _("The baseline already meets the target."),
            _(
                "The baseline is %(base)s and the target %(target)s. Raise the target, or give the reason for keeping "
                "it: for example that the level is to be held."
            )
            % said,
            field="target",
        )


def _relation(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    """A target that compares says how it is counted; a distance below cannot exceed what there is."""
    if objective.relation.code in (Relation.PERCENT_BELOW, Relation.POINTS_BELOW) and (objective.target or 0) > ALL:
        yield Finding(
            "more_than_all_below",
            _("The target asks for less than nothing."),
            _("Nothing can fall by more than 100 per cent. Correct the number or the comparison."),
            field="target",
        )
    if objective.target is not None and objective.target < 0 and objective.has_target and objective.relation:
        yield Finding(
            "negative_distance",
            _("The distance to the baseline is negative."),
            _("Enter a positive number, and choose “above” or “below”."),
            field="target",
        )


def _quotas(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for quota in objective.quotas:
        if not 0 <= quota.share <= ALL:
            yield Finding(
                "quota_out_of_range",
                _("A quota is outside 0 to 100 %."),
                _("No group has more than all of its people: %(share)s are %(who)s. Correct the share.")
                % {"share": display_share(quota.share), "who": quota.who},
                field="quotas",
            )
        if quota.comparator.code in (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EXACTLY):
            sums[quota.base.strip().lower()] += quota.share
    for base, total in sums.items():
        if objective.shares_exclude and total > ALL:
            yield Finding(
                "quotas_exceed",
                _("The quotas add up to more than 100 %."),
                _("No person belongs to two of these groups, yet the quotas of %(base)s come to %(total)s.")
                % {"base": base, "total": display_share(total)},
                field="quotas",
            )


def _milestones(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    steps = [step for step in objective.milestones if step.due]
    for step in steps:
        if objective.due and step.due.earliest() > objective.due.latest():
            yield Finding(
                "milestone_after_due",
                _("A milestone is after the due date."),
                _("%(day)s is after %(due)s. Correct one of the two dates.")
                % {"day": step.due.display(), "due": objective.due.display()},
                field="milestones",
            )
    if objective.counting.code in (Counting.TOTAL, Counting.SUM):
        yield from _running_total(objective, [step for step in steps if step.value is not None])


def _running_total(objective: ObjectiveText, steps: list[MilestoneText]) -> Iterator[Finding]:
    """A running total never falls, and its last step is at most the target."""
    values = [step.value for step in sorted(steps, key=lambda step: step.due)]
    if any(later < earlier for earlier, later in pairwise(values)):
        yield Finding(
            "total_falls",
            _("A running total falls."),
            _("Each milestone of a running total is at least as high as the one before it."),
            field="milestones",
        )
    if values and objective.kind == TargetKind.VALUE and objective.target is not None and values[-1] > objective.target:
        yield Finding(
            "total_over_target",
            _("A milestone is above the target."),
            _("The last milestone of a running total is at most the target."),
            field="milestones",
        )


def _group(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    unit = objective.unit.strip()
    is_bare = unit == "%" or unit.lower() in ("per cent", "percent")
    if is_bare and objective.kind in (TargetKind.VALUE, TargetKind.REPORTED) and not objective.counted_among.strip():
        yield Finding(
            "share_of_whom",
            _("The group of the share is not stated."),
            _("State the group of which the share is taken, for example “those who complete the training”."),
            field="counted_among",
            severity=ADVICE,
        )


def _baseline_day(objective: ObjectiveText, around: Around) -> Iterator[Finding]:
    day = objective.baseline_date
    if objective.baseline_kind.code == BaselineKind.VALUE and day and day.earliest() > around.today:
        yield Finding(
            "baseline_ahead",
            _("The date of the baseline is in the future."),
            _("A measured value has a date in the past. Correct the date, or choose “The first measurement”."),
            field="baseline_date",
        )


CHECKS: tuple[Check, ...] = (
    _due, _share, _limits, _against_baseline, _relation, _quotas, _milestones, _group, _baseline_day,
)  # fmt: skip


def sense_findings(objective: ObjectiveText, around: Around) -> list[Finding]:
    """Everything about this objective that cannot be, or that needs a reason."""
    return [finding for check in CHECKS for finding in check(objective, around)]
