"""What is known of an agreement's objectives: values, verdict, chart. A fixed number of queries (O2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.models import Agreement, Objective
from partnerships.objectives.rules.targets import compared_with, short_unit, target_words, wanted
from partnerships.objectives.services import target_text
from partnerships.rules.vocabulary import Counting, TargetKind
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import is_share
from reviews.models import Assessment, Measurement
from reviews.results.rules.chart import Chart, ChartFacts, Point, draw
from reviews.results.rules.judging import Standing, Step, Verdict, judge
from reviews.results.rules.reviewed import differs, is_over, judgement_words
from reviews.results.rules.words import target_or_none, total_words
from reviews.rules.lifecycle import ReviewStatus

from .quotas import QuotaResult, quota_results
from .reading import PartnerKey, Values, added_up, one_a_period, value_in_words, values_by_lineage


@dataclass(frozen=True)
class Result:
    """One objective with all that was measured; `values` are those that stand, the oldest first."""

    objective: Objective
    number: int
    values: list[Measurement]
    control: list[Measurement]
    verdict: Verdict
    chart: Chart | None
    quotas: list[QuotaResult] = field(default_factory=list)
    partners: Mapping[PartnerKey, list[Measurement]] = field(default_factory=dict)
    judged: Assessment | None = None  # in the latest review that was confirmed

    @property
    def latest(self) -> Measurement | None:
        return self.values[-1] if self.values else None

    @property
    def judged_words(self) -> str:
        if self.judged is None:
            return ""
        return judgement_words(self.judged.judgement, self.objective.target_kind, over=self._judged_after)

    @property
    def _judged_after(self) -> bool:
        """Whether the review looked back at it."""
        review = self.judged.review
        due = self.objective.due.latest()
        return is_over(due=due, day=review.held_on or review.due_on, is_closing=review.is_closing)

    @property
    def differs(self) -> bool:
        """Whether the figures say otherwise than the reviewers."""
        return self.judged is not None and differs(self.verdict.code, self.judged.judgement, over=self._judged_after)

    @property
    def shown_value(self) -> str:
        if self.latest is None:
            return ""
        value, periods = added_up(self.objective, self.values)
        if periods > 1 and value is not None:
            return total_words(value, self.objective.unit)
        return value_in_words(self.latest)

    @property
    def shown_target(self) -> str:
        return target_in_words(self.objective)

    @property
    def shown_values(self) -> list[dict[str, object]]:
        """The values that stand, as the table beside the chart shows them."""
        return [
            {
                "day": each.as_of.display(),
                "value": value_in_words(each),
                "source": each.source,
                "is_estimate": each.is_estimate,
            }
            for each in self.values
        ]

    @property
    def ratio(self) -> dict[str, str] | None:
        """For the bar that stands where there is but one value: how far of how much."""
        (value, _periods), target = added_up(self.objective, self.values), wanted(target_text(self.objective))
        if value is None or not target or target <= 0 or value < 0:
            return None
        most = Decimal(100) if is_share(self.objective.unit) else target  # a bar of 66 % is two thirds long
        return {"value": str(min(value, most)), "max": str(most)}


def target_in_words(objective: Objective) -> str:
    return target_or_none(target_words(target_text(objective)))


def results_of(agreement: Agreement | None, today: date, *, until: date | None = None) -> list[Result]:
    """Every objective of one version, with the values of its whole lineage; `until`: none that is younger."""
    if agreement is None:
        return []
    objectives = list(agreement.objectives.prefetch_related("milestones", "quotas").order_by("order", "pk"))
    return results_for(objectives, today, until=until)


def results_for(objectives: Iterable[Objective], today: date, *, until: date | None = None) -> list[Result]:
    """Three queries beside the objectives' own, whatever their number."""
    objectives = list(objectives)
    values, judged = values_by_lineage(objectives, until), _judged_by_lineage(objectives, until)
    return [
        _result(each, number, values[each.lineage], judged.get(each.lineage), today)
        for number, each in enumerate(objectives, start=1)
    ]


def result_for(objective: Objective, today: date) -> Result:
    """One objective, with the number that it has in its agreement."""
    earlier = objective.agreement.objectives.filter(order__lte=objective.order).values_list("pk", "order")
    place = sum((order, pk) <= (objective.order, objective.pk) for pk, order in earlier)
    values, judged = values_by_lineage([objective]), _judged_by_lineage([objective])
    return _result(objective, place, values[objective.lineage], judged.get(objective.lineage), today)


def _judged_by_lineage(objectives: list[Objective], until: date | None = None) -> dict[object, Assessment]:
    """What the latest confirmed review says of each."""
    rows = Assessment.objects.filter(
        objective__lineage__in=[objective.lineage for objective in objectives],
        review__status=ReviewStatus.CONFIRMED,
    ).exclude(judgement="")
    if until is not None:
        rows = rows.filter(review__held_on__lte=until)
    rows = rows.select_related("review", "objective").order_by("review__held_on", "pk")
    return {row.objective.lineage: row for row in rows}


def _result(objective: Objective, place: int, values: Values, judged: Assessment | None, today: date) -> Result:
    own, control = values.own, values.control
    verdict = judge(_standing(objective, values), today)
    quotas = quota_results(objective, place, values, today)
    return Result(
        objective, place, own, control, verdict, _chart(objective, own, control), quotas, values.partners, judged
    )


def _wanted(objective: Objective, control: Measurement | None) -> Decimal | None:
    """What the latest value is compared with: for a control group, as it stands in its own latest value (O3)."""
    text = target_text(objective)
    if text.kind != TargetKind.CONTROL:
        return wanted(text)
    if control is None or control.value is None or objective.target is None or not objective.relation:
        return None
    return compared_with(objective.relation, objective.target, control.value)


def _standing(objective: Objective, values: Values) -> Standing:
    own, control = values.own, values.control[-1] if values.control else None
    known: dict[str, Any] = {"is_split_only": bool(values.partners)}
    if own:
        latest = own[-1]
        value, periods = added_up(objective, own)
        known |= {
            "value": value,
            "periods": periods,
            "value_text": latest.text,
            "as_of": latest.as_of.latest(),
            "is_estimate": any(each.is_estimate for each in own) if periods > 1 else latest.is_estimate,
            "numerator": latest.numerator,
            "denominator": latest.denominator,
        }
    milestones = (
        Step(each.due.latest(), each.value, each.due.display())
        for each in objective.milestones.all()
        if each.value is not None and each.due
    )
    return Standing(
        comparator=objective.comparator,
        target=_wanted(objective, control),
        target_to=objective.target_to,
        kind=objective.target_kind,
        unit=objective.unit,
        due=objective.due.latest(),
        baseline=objective.baseline_value,
        baseline_on=objective.baseline_date.latest(),
        milestones=tuple(sorted(milestones, key=lambda step: step.on)),
        counting=objective.counting,
        starts_on=objective.agreement.governs_since,
        control=control.value if control else None,
        **known,
    )


def _chart(objective: Objective, own: list[Measurement], control: list[Measurement]) -> Chart | None:
    return draw(
        ChartFacts(
            title=objective.title,
            unit=short_unit(objective.unit),
            points=tuple(_points(own, adds=objective.counting == Counting.SUM)),
            control=tuple(_points(control)),
            target=wanted(target_text(objective)),
            baseline=objective.baseline_value,
            baseline_on=objective.baseline_date.latest(),
        )
    )


def _points(values: list[Measurement], *, adds: bool = False) -> Iterable[Point]:
    """`adds`: each point is the sum up to its day, as the target counts."""
    total = Decimal(0)
    for each in one_a_period(values) if adds else values:
        if each.value is not None and each.as_of:
            total += each.value
            height = total if adds else each.value
            yield Point(each.as_of.latest(), height, _short_day(each.as_of), each.is_estimate)


def _short_day(as_of: PartialDate) -> str:
    return str(as_of.year)
