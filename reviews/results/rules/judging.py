"""What a value says against its target, with the reason in words (O2). Values in, a verdict out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.objectives.rules.targets import LESS_IS_BETTER, MORE_IS_BETTER, meets, short_unit
from partnerships.rules.vocabulary import Comparator, Counting, TargetKind
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import is_share
from reviews.shared.rules import number, rounded, with_unit

from .gaps import distance_in_words, gap_in_words

MET, ON_COURSE, NOT_YET, BEHIND, MISSED, UNJUDGED, BY_PEOPLE, REPORTED = (
    "met", "on_course", "not_yet_met", "behind", "missed", "cannot_be_judged", "judged_by_people", "reported",
)  # fmt: skip
LABELS = {
    MET: gettext_lazy("Met"),
    ON_COURSE: gettext_lazy("On course"),
    NOT_YET: gettext_lazy("Not yet met"),
    BEHIND: gettext_lazy("Behind"),
    MISSED: gettext_lazy("Missed"),
    UNJUDGED: gettext_lazy("Cannot be assessed"),
    BY_PEOPLE: gettext_lazy("Assessed by the reviewers"),
    REPORTED: gettext_lazy("Reported without a target"),
}
KINDS = {MET: "success", ON_COURSE: "success", NOT_YET: "info", BEHIND: "warning", MISSED: "error"}
KINDS |= dict.fromkeys((UNJUDGED, BY_PEOPLE, REPORTED), "neutral")


@dataclass(frozen=True)
class Step:
    """A value that should stand on a day: a milestone, or the baseline."""

    on: date
    value: Decimal
    text: str = ""  # the day as it was written: “2027”, “the end of 2027”


@dataclass(frozen=True)
class Standing:
    """One objective and its latest value. A value in words has no `value`; an imprecise day counts to its end.

    `starts_on`: the first day of the agreement; `periods`: how many values were added up, where the objective says so;
    `control`: the latest value of the control group, where there is one; `is_split_only`: there are
    values of single partners, and none of all of them together; `since_then`: the latest value, where the value is the
    earlier one of the day on which the target was due.
    """

    comparator: str
    target: Decimal | None
    unit: str = ""
    due: date | None = None
    kind: str = TargetKind.VALUE
    target_to: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    milestones: tuple[Step, ...] = ()
    value: Decimal | None = None
    value_text: str = ""
    as_of: date | None = None
    is_estimate: bool = False
    numerator: int | None = None
    denominator: int | None = None
    counting: str = ""
    starts_on: date | None = None
    periods: int = 0
    control: Decimal | None = None
    is_split_only: bool = False
    since_then: Decimal | None = None
    since_then_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    code: str
    reason: str
    gap: Decimal | None = None  # how much is missing, in the objective's unit
    people: int | None = None  # the same in people, where the value is a share of a counted group

    @property
    def label(self) -> str:
        return str(LABELS[self.code])

    @property
    def kind(self) -> str:
        return KINDS[self.code]

    @property
    def is_bad(self) -> bool:
        return self.code in (BEHIND, MISSED)


def judge(standing: Standing, today: date) -> Verdict:
    """Met, on course, behind, missed or not to be judged, and why."""
    if standing.kind == TargetKind.JUDGED:
        return Verdict(BY_PEOPLE, _("The agreement states that it is not measured."))
    if standing.kind == TargetKind.REPORTED:
        return Verdict(REPORTED, _reported(standing))
    if (obstacle := _obstacle(standing, today)) is not None:
        return Verdict(UNJUDGED, obstacle)
    verdict = _judge_value(standing, today)
    reason = " ".join([verdict.reason, *_beside(standing)])
    return Verdict(verdict.code, reason, verdict.gap, verdict.people)


def _beside(standing: Standing) -> Iterator[str]:
    """What has to be known of the value to read the verdict."""
    if standing.control is not None:
        words = {
            "control": with_unit(standing.control, short_unit(standing.unit)),
            "gap": distance_in_words(standing.value - standing.control, standing.unit),
        }
        yield _("The control group is at %(control)s: a difference of %(gap)s.") % words
    if standing.periods > 1:
        words = ngettext(
            "The value adds up %(count)s period.", "The value adds up %(count)s periods.", standing.periods
        )
        yield words % {"count": standing.periods}
    if standing.since_then is not None and standing.since_then_on:
        said = {
            "value": with_unit(standing.since_then, short_unit(standing.unit)),
            "day": display_date(standing.since_then_on),
        }
        yield _("Measured after the due date: %(value)s on %(day)s.") % said
    if standing.is_estimate:
        yield _("The value is an estimate.")


def _obstacle(standing: Standing, today: date) -> str | None:
    """Why nothing can be said, or None."""
    if standing.target is None and standing.kind == TargetKind.CONTROL:
        return _("It is compared with a control group, whose result has not been entered.")
    if standing.target is None and standing.kind == TargetKind.BETTER:
        return _("It is compared with a baseline whose value is not known.")
    if standing.target is None:
        return _("The agreement names no target.")
    if standing.value is None and standing.value_text:
        return _("The latest value is in words: “%(text)s”.") % {"text": standing.value_text}
    if standing.value is None:
        return _no_value(standing)
    if _is_over(standing, today) and standing.as_of and standing.due and standing.as_of < standing.due:
        if _meets(standing, standing.target) and standing.comparator in MORE_IS_BETTER:
            return None
        return _("It was due on %(due)s, and the latest value is dated %(as_of)s. Enter the final value.") % {
            "due": display_date(standing.due),
            "as_of": display_date(standing.as_of),
        }
    return None


def _reported(standing: Standing) -> str:
    """The figure, and how it has moved since the baseline."""
    if standing.value is None:
        return standing.value_text or _no_value(standing)
    value = with_unit(standing.value, short_unit(standing.unit))
    if standing.baseline is None:
        return _("%(value)s.") % {"value": value}
    words = {"value": value, "gap": distance_in_words(standing.value - standing.baseline, standing.unit)}
    return _("%(value)s: %(gap)s since the baseline.") % words


def _no_value(standing: Standing) -> str:
    if standing.is_split_only:
        return _("There are values of single partners only. Enter the total.")
    return _("No value has been entered.")


def _is_over(standing: Standing, today: date) -> bool:
    return standing.due is not None and standing.due < today


def _judge_value(standing: Standing, today: date) -> Verdict:
    over = _is_over(standing, today)
    if _meets(standing, standing.target):
        reason = _("%(value)s, and the target is %(target)s.") % _said(standing, standing.target)
        # a ceiling can still be broken before its day comes
        return Verdict(MET if over or standing.comparator in MORE_IS_BETTER else ON_COURSE, reason)
    if over:
        return _short(standing, standing.target, MISSED, _("%(value)s; the target was %(target)s."))
    return _judge_on_the_way(standing)


def _judge_on_the_way(standing: Standing) -> Verdict:
    day = standing.as_of or date.min
    passed = [step for step in standing.milestones if step.on <= day]
    if passed and not _meets(standing, passed[-1].value):
        text = _("%(value)s; the milestone of %(day)s was %(target)s.")
        return _short(standing, passed[-1].value, BEHIND, text, day=passed[-1].text)
    ahead = next((step for step in standing.milestones if step.on > day), None)
    if ahead and _meets(standing, ahead.value):
        said = _said(standing, ahead.value, ahead.text)
        return Verdict(ON_COURSE, _("%(value)s: the milestone of %(day)s, %(target)s, is already met.") % said)
    if (expected := _expected(standing, day)) is not None:
        if _meets(standing, expected):
            text = _("%(value)s; at an even pace it would be %(target)s by now.")
            return Verdict(ON_COURSE, text % _said(standing, expected))
        text = _("%(value)s; at an even pace it would be %(target)s by now.")
        return _short(standing, expected, BEHIND, text)
    if passed:
        said = _said(standing, passed[-1].value, passed[-1].text)
        return Verdict(ON_COURSE, _("%(value)s: the milestone of %(day)s, %(target)s, is met.") % said)
    if standing.comparator in LESS_IS_BETTER:
        return _short(standing, standing.target, BEHIND, _("%(value)s; the limit is %(target)s."))
    if standing.due is None:
        return _short(standing, standing.target, NOT_YET, _("%(value)s; the target is %(target)s."))
    text = _("%(value)s; the target is %(target)s, by %(day)s.")
    return _short(standing, standing.target, NOT_YET, text, day=display_date(standing.due))


def _expected(standing: Standing, day: date) -> Decimal | None:
    """Where an even pace from the step before to the step after would stand on `day`."""
    steps = list(standing.milestones)
    if (start := _start(standing)) is not None:
        steps.append(start)
    if standing.due:
        steps.append(Step(standing.due, standing.target))
    steps.sort(key=lambda step: step.on)  # a milestone may be older than the baseline
    before = [step for step in steps if step.on <= day]
    after = [step for step in steps if step.on > day]
    if not before or not after:
        return None
    start, end = before[-1], after[0]
    way = Decimal((day - start.on).days) / Decimal((end.on - start.on).days)
    # whole units for whole targets: “2.3 centres” is nobody's pace
    exact = start.value + (end.value - start.value) * way
    whole = end.value == end.value.to_integral_value() and not is_share(standing.unit)
    return exact.quantize(Decimal(1) if whole else Decimal("0.1"))


def _start(standing: Standing) -> Step | None:
    """The dated baseline; of a count that grows from nothing, nothing on the first day of the agreement.

    A milestone on or before that day says that the count began earlier.
    """
    if standing.baseline is not None and standing.baseline_on:
        return Step(standing.baseline_on, standing.baseline)
    grows = standing.counting in (Counting.TOTAL, Counting.SUM) and standing.comparator in MORE_IS_BETTER
    began_before = any(standing.starts_on and step.on <= standing.starts_on for step in standing.milestones)
    if grows and standing.baseline is None and standing.starts_on and not began_before:
        return Step(standing.starts_on, Decimal(0))
    return None


def _meets(standing: Standing, wanted: Decimal) -> bool:
    return meets(standing.comparator, standing.value, wanted, standing.target_to)


def _said(standing: Standing, wanted: Decimal, day: str = "") -> dict[str, str]:
    unit = short_unit(standing.unit)
    target = with_unit(wanted, unit)
    if standing.comparator == Comparator.BETWEEN and standing.target_to is not None and wanted == standing.target:
        target = _("%(least)s to %(most)s") % {
            "least": number(rounded(wanted, unit)),
            "most": with_unit(standing.target_to, unit),
        }
    return {"value": with_unit(standing.value, unit), "target": target, "day": day}


def _short(standing: Standing, wanted: Decimal, code: str, text: str, day: str = "") -> Verdict:
    """A verdict with its gap, in the unit and, for a share of a counted group, in people."""
    is_above = (
        standing.comparator == Comparator.BETWEEN
        and standing.target_to is not None
        and standing.value > standing.target_to
    )
    gap = standing.value - standing.target_to if is_above else abs(wanted - standing.value)
    people = _people_missing(standing, wanted)
    parts = [text % _said(standing, wanted, day), gap_in_words(gap, standing.unit)]
    if people:
        parts.append(
            ngettext("%(count)s more person would have met it.", "%(count)s more people would have met it.", people)
            % {"count": number(people)}
        )
    return Verdict(code, " ".join(parts), gap, people)


def _people_missing(standing: Standing, wanted: Decimal) -> int | None:
    if not (is_share(standing.unit) and standing.denominator and standing.numerator is not None):
        return None
    if standing.comparator not in MORE_IS_BETTER:
        return None
    needed = (wanted * standing.denominator / 100).to_integral_value(rounding=ROUND_CEILING)
    return max(0, int(needed) - standing.numerator) or None
