"""What is known of an agreement's objectives: values, verdict, chart. A fixed number of queries (O2)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django_scopes import scopes_disabled

from partnerships.drafting.rules.text import ObjectiveText
from partnerships.models import Agreement, FactMark, Milestone, Objective, Quota
from partnerships.objectives.rules.targets import target_words, wanted
from partnerships.objectives.services import target_text
from partnerships.rules.marks import OF_OBJECTIVE, about_objective
from pes_partnerships.lib.numbers import is_share
from reviews.models import Assessment, Measurement
from reviews.results.rules.chart import Chart
from reviews.results.rules.digest import Digest, Latest
from reviews.results.rules.judging import Standing, Step, Verdict, judge
from reviews.results.rules.reviewed import differs, is_over, judgement_words
from reviews.results.rules.words import target_or_none, total_words
from reviews.rules.lifecycle import ReviewStatus

from .charts import small_chart, wanted_now
from .digests import digest_of, digests_for
from .quotas import QuotaResult, quota_results
from .reading import READ, PartnerKey, Values, list_of, value_in_words, values_by_lineage

LINE = (
    *("agreement", "lineage", "order", "title", "target_kind", "comparator", "target", "target_to", "relation"),
    *("counting", "unit", "counted_among", "due"),
    *("baseline_kind", "baseline_value", "baseline_text", "baseline_date"),
)


@dataclass(frozen=True)
class Result:
    """One objective with what was measured. `values`: those that stand, the oldest first; none of a ready row."""

    objective: Objective
    number: int
    digest: Digest
    verdict: Verdict
    chart: Chart | None
    values: list[Measurement] = field(default_factory=list)
    control: list[Measurement] = field(default_factory=list)
    quotas: list[QuotaResult] = field(default_factory=list)
    partners: Mapping[PartnerKey, list[Measurement]] = field(default_factory=dict)
    judged: Assessment | None = None  # in the latest review that was confirmed
    text: ObjectiveText | None = None  # what its target says
    marks: tuple[FactMark, ...] = ()  # what is said beside its facts: our reading, no source, sources that disagree

    @property
    def latest(self) -> Measurement | Latest | None:
        return self.values[-1] if self.values else self.digest.own.latest

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
    def figure(self) -> Decimal | None:
        """The value alone, for those who calculate with it: the latest one, or the sum of its periods."""
        own = self.digest.own
        return own.value if own.periods > 1 else getattr(self.latest, "value", None)

    @property
    def shown_value(self) -> str:
        if self.latest is None:
            return ""
        own = self.digest.own
        if own.periods > 1 and own.value is not None:
            return total_words(own.value, self.objective.unit)
        return value_in_words(self.latest)

    @property
    def shown_target(self) -> str:
        return target_or_none(target_words(self._text))

    @property
    def _text(self) -> ObjectiveText:
        return self.text or target_text(self.objective)

    @property
    def shown_values(self) -> list[dict[str, object]]:
        """The values that stand, as the table beside the chart shows them."""
        return _shown(self.values)

    @property
    def shown_control(self) -> list[dict[str, object]]:
        """Those of the control group."""
        return _shown(self.control)

    @property
    def ratio(self) -> dict[str, str] | None:
        """For the bar that stands where there is but one value: how far of how much."""
        value, target = self.digest.own.value, wanted(self._text)
        if value is None or not target or target <= 0 or value < 0:
            return None
        most = Decimal(100) if is_share(self.objective.unit) else target  # a bar of 66 % is two thirds long
        return {"value": str(min(value, most)), "max": str(most)}


def _shown(values: Iterable[Measurement]) -> list[dict[str, object]]:
    return [
        {
            "day": each.as_of.display(),
            "value": value_in_words(each),
            "source": each.source,
            "is_estimate": each.is_estimate,
        }
        for each in values
    ]


def target_in_words(objective: Objective) -> str:
    return target_or_none(target_words(target_text(objective)))


def results_of(agreement: Agreement | None, today: date, *, until: date | None = None) -> list[Result]:
    """Every objective of one version, with the values of its whole lineage; `until`: none that is younger."""
    if agreement is None:
        return []
    return results_for(objectives_of(agreement), today, until=until)


def results_for(objectives: Iterable[Objective], today: date, *, until: date | None = None) -> list[Result]:
    """Three queries beside the objectives' own, whatever their number."""
    objectives = list(objectives)
    values, judged = values_by_lineage(objectives, until), _judged_by_lineage(objectives, until)
    return [
        _measured(each, number, values[each.lineage], judged.get(each.lineage), today)
        for number, each in enumerate(objectives, start=1)
    ]


def objectives_of(agreement: Agreement) -> QuerySet[Objective]:
    """In their order, with what a line needs."""
    lists = (Prefetch("milestones", to_attr=READ["milestones"]), Prefetch("quotas", to_attr=READ["quotas"]))
    return agreement.objectives.prefetch_related(*lists).order_by("order", "pk")


def milestones(partnerships: Sequence[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(objective__agreement__partnership__in=partnerships)


def quotas(partnerships: Sequence[int]) -> QuerySet[Quota]:
    return Quota.objects.filter(objective__agreement__partnership__in=partnerships)


def judgements(partnerships: Sequence[int]) -> QuerySet[Assessment]:
    """A local agreement may share lineages with the text above it."""
    own = Objective.objects.filter(agreement__partnership__in=partnerships).values("lineage")
    return Assessment.objects.filter(objective__lineage__in=own, review__status=ReviewStatus.CONFIRMED)


def line_objectives_of(agreement: Agreement, *, without: Container[str] = ()) -> QuerySet[Objective]:
    """As objectives_of, without the words that a line does not show, and `without` lists that are known to be empty."""
    lists = (Prefetch(name, to_attr=READ[name]) for name in ("milestones", "quotas") if name not in without)
    return agreement.objectives.prefetch_related(*lists).order_by("order", "pk").only(*LINE)


@scopes_disabled()  # the text was found within the service, and these are its own rows
def first_objectives_of(agreement: Agreement, most: int, *, without: Container[str] = ()) -> list[Objective]:
    """At most so many of line_objectives_of."""
    return list(line_objectives_of(agreement, without=without)[:most])


def lines_for(
    objectives: Iterable[Objective], today: date, *, first: int = 1, is_judged: bool = True, is_marked: bool = True
) -> list[Result]:
    """As results_for, from the ready rows and without the values themselves: a line and a small chart of each.

    `first`: the number of the first of them in its agreement. `is_judged`: a review may have judged one of them;
    `is_marked`: a mark may be beside one of their facts.
    """
    objectives = list(objectives)
    digests, marks = digests_for(objectives), _marks_by_lineage(objectives) if is_marked else {}
    judged = _judged_by_lineage(objectives) if is_judged else {}
    return [
        replace(
            _result(each, number, digests[each.pk], judged.get(each.lineage), today),
            marks=marks.get(str(each.lineage), ()),
        )
        for number, each in enumerate(objectives, start=first)
    ]


def _marks_by_lineage(objectives: list[Objective]) -> dict[str, tuple[FactMark, ...]]:
    """One query: the marks beside the facts of these objectives."""
    asked = [about_objective(each.lineage, part) for each in objectives for part in OF_OBJECTIVE]
    found: dict[str, tuple[FactMark, ...]] = {}
    texts = {each.agreement_id for each in objectives}  # a local agreement shares lineages with its umbrella
    for row in FactMark.objects.filter(about__in=asked, partnership__agreements__in=texts).distinct():
        found[row.lineage] = (*found.get(row.lineage, ()), row)
    return found


def result_for(objective: Objective, today: date) -> Result:
    """One objective, with the number that it has in its agreement."""
    earlier = objective.agreement.objectives.filter(order__lte=objective.order).values_list("pk", "order")
    place = sum((order, pk) <= (objective.order, objective.pk) for pk, order in earlier)
    values, judged = values_by_lineage([objective]), _judged_by_lineage([objective])
    return _measured(objective, place, values[objective.lineage], judged.get(objective.lineage), today)


def _judged_by_lineage(objectives: list[Objective], until: date | None = None) -> dict[object, Assessment]:
    """What the latest confirmed review says of each. One narrow query where there is none."""
    rows = Assessment.objects.filter(
        objective__lineage__in=[objective.lineage for objective in objectives],
        review__status=ReviewStatus.CONFIRMED,
    ).exclude(judgement="")
    if until is not None:
        rows = rows.filter(review__held_on__lte=until)
    latest = dict(rows.order_by("review__held_on", "pk").values_list("objective__lineage", "pk"))
    found = Assessment.objects.select_related("review").in_bulk(latest.values()) if latest else {}
    return {lineage: found[key] for lineage, key in latest.items()}


def _measured(objective: Objective, place: int, values: Values, judged: Assessment | None, today: date) -> Result:
    digest = digest_of(objective, values)
    result = _result(objective, place, digest, judged, today, values)
    return replace(result, values=values.own, control=values.control, partners=values.partners)


def _result(
    objective: Objective,
    place: int,
    digest: Digest,
    judged: Assessment | None,
    today: date,
    values: Values | None = None,
) -> Result:
    text = target_text(objective)
    verdict, chart = judge(_standing(objective, digest, text), today), small_chart(objective, digest, text)
    quotas = quota_results(objective, place, digest, today, values)
    return Result(objective, place, digest, verdict, chart, quotas=quotas, judged=judged, text=text)


def _standing(objective: Objective, digest: Digest, text: ObjectiveText) -> Standing:
    own, control = digest.own, digest.control
    known: dict[str, Any] = {"is_split_only": digest.is_split}
    if digest.at_due:  # what came after that day is said beside
        own, control = digest.at_due, digest.control_at_due
        known |= {"since_then": digest.own.value, "since_then_on": digest.own.latest.as_of.latest()}
    if own.latest:
        known |= {
            "value": own.value,
            "periods": own.periods,
            "value_text": own.latest.text,
            "as_of": own.latest.as_of.latest(),
            "is_estimate": own.is_estimate,
            "numerator": own.numerator,
            "denominator": own.denominator,
        }
    milestones = (
        Step(each.due.latest(), each.value, each.due.display())
        for each in list_of(objective, "milestones")
        if each.value is not None and each.due
    )
    return Standing(
        comparator=objective.comparator,
        target=wanted_now(objective, control, text),
        target_to=objective.target_to,
        kind=objective.target_kind,
        unit=objective.unit,
        due=objective.due.latest(),
        baseline=objective.baseline_value,
        baseline_on=objective.baseline_date.latest(),
        milestones=tuple(sorted(milestones, key=lambda step: step.on)),
        counting=objective.counting,
        starts_on=objective.agreement.governs_since,
        control=control,
        **known,
    )
