"""Objectives of texts in force with their values, as the rules of warnings look at them: four queries."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.models import Agreement, Objective
from partnerships.objectives.rules.targets import wanted
from partnerships.objectives.services import target_text
from partnerships.rules.lifecycle import SIGNED_ONCE
from partnerships.rules.vocabulary import Counting, TargetKind
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Assessment, Measurement
from reviews.results.services.reading import one_a_period
from reviews.rules.periods import MONTHS, step_of
from reviews.rules.vocabulary import Judgement
from reviews.warnings.rules.facts import ObjectiveFacts, ReviewFacts, Value

FIELDS = (
    *("agreement", "lineage", "order", "title", "owner", "target_kind", "comparator", "target", "target_to"),
    *("relation", "counting", "unit", "counted_among", "due", "baseline_kind", "baseline_value", "baseline_text"),
)


class Measured(NamedTuple):
    lineage: object
    value: Decimal | None
    as_of: PartialDate
    entered_at: Any
    pk: int

    @property
    def on(self) -> date:
        return self.as_of.latest() or date.min


def objectives_in(governing: Mapping[int, Agreement]) -> list[Objective]:
    """In the order of each text, with the agreement that was given. One query."""
    texts = {agreement.pk: agreement for agreement in governing.values()}
    rows = list(Objective.objects.filter(agreement__in=list(texts)).only(*FIELDS).order_by("order", "pk"))
    for row in rows:
        row.agreement = texts[row.agreement_id]
    return rows


def _lineages(keys: Sequence[int]) -> QuerySet:
    """A local agreement may share lineages with the text above it."""
    return Objective.objects.filter(agreement__partnership__in=keys).values("lineage")


def values_at_all(keys: Sequence[int]) -> QuerySet[Measurement]:
    return Measurement.objects.filter(objective__lineage__in=_lineages(keys))


def facts_of_objectives(
    rows: list[Objective],
    governing: Mapping[int, Agreement],
    reviews: Mapping[int, list[ReviewFacts]],
    absent: Container[Any] = (),
) -> dict[int, list[ObjectiveFacts]]:
    """Three queries at most. `absent`: readings that find nothing."""
    measured = defaultdict(list) if values_at_all in absent else _measured(rows)
    baselines = defaultdict(list) if stated_baselines in absent else _baselines(rows)
    unfit = _no_longer_fits(reviews)
    found: dict[int, list[ObjectiveFacts]] = defaultdict(list)
    for row in rows:
        key = row.agreement.partnership_id
        unfit_on = unfit.get((key, row.lineage))
        months = governing[key].review_every_months
        found[key].append(
            _facts(row, len(found[key]) + 1, measured[row.lineage], baselines[row.lineage], unfit_on, months)
        )
    return found


def _measured(objectives: list[Objective]) -> dict[object, list[Measured]]:
    """The values that count, of the objectives themselves, the oldest first; the control group's are no results."""
    found: dict[object, list[Measured]] = defaultdict(list)
    rows = Measurement.objects.standing().totals().filter(is_control_group=False)
    rows = rows.filter(objective__lineage__in=[each.lineage for each in objectives])
    fields = rows.order_by().values_list("objective__lineage", "value", "as_of", "entered_at", "pk")
    for row in sorted((Measured(*each) for each in fields), key=lambda each: (each.on, each.entered_at, each.pk)):
        found[row.lineage].append(row)
    return found


def stated_baselines(keys: Sequence[int]) -> QuerySet[Objective]:
    rows = Objective.objects.filter(lineage__in=_lineages(keys), agreement__status__in=SIGNED_ONCE)
    return rows.exclude(baseline_value=None).exclude(baseline_date="")


def _baselines(objectives: list[Objective]) -> dict[object, list[tuple[Value, str]]]:
    """Of each objective those of all its versions that were signed, with their unit."""
    rows = Objective.objects.filter(lineage__in=[each.lineage for each in objectives])
    rows = rows.exclude(baseline_value=None).exclude(baseline_date="").filter(agreement__status__in=SIGNED_ONCE)
    found: dict[object, list[tuple[Value, str]]] = defaultdict(list)
    for lineage, day, number, unit in rows.order_by("agreement__position", "agreement__version").values_list(
        "lineage", "baseline_date", "baseline_value", "unit"
    ):
        if on := day.latest():
            found[lineage].append((Value(on, number), unit))
    return found


def _before(row: Objective, rows: list[Measured], baselines: list[tuple[Value, str]]) -> tuple[Value, ...]:
    """One a day, the oldest first: baselines in its own unit, and values from before the text in force."""
    agreement = row.agreement
    since = timezone.localdate(agreement.in_force_at) if agreement.in_force_at else date.max
    found = {each.on: each.value for each in rows if each.value is not None and each.on < since}
    found |= {value.on: value.number for value, unit in baselines if unit == row.unit and value.on < since}
    return tuple(Value(day, found[day]) for day in sorted(found))


def _no_longer_fits(reviews: Mapping[int, list[ReviewFacts]]) -> dict[tuple[int, object], date]:
    """By partnership and lineage, of the latest confirmed review alone."""
    latest = {rows[0].key: (key, rows[0].held_on) for key, rows in reviews.items() if rows}
    if not latest:
        return {}
    found = Assessment.objects.filter(review__in=latest, judgement=Judgement.NO_LONGER_FITS)
    pairs = found.order_by().values_list("review", "objective__lineage")
    return {(latest[review][0], lineage): latest[review][1] for review, lineage in pairs}


def _facts(
    row: Objective,
    number: int,
    rows: list[Measured],
    baselines: list[tuple[Value, str]],
    unfit_on: date | None,
    months: int,
) -> ObjectiveFacts:
    adds_up = row.counting == Counting.SUM
    has_own_period = row.counting in (Counting.PERIOD, Counting.SUM) and rows
    step = step_of(rows[-1].as_of) if has_own_period else ""
    return ObjectiveFacts(
        lineage=str(row.lineage),
        key=row.pk,
        number=number,
        title=row.title,
        is_measured=row.target_kind != TargetKind.JUDGED,
        comparator=row.comparator,
        target=wanted(target_text(row)),
        unit=row.unit,
        due=row.due.latest(),
        adds_up=adds_up or row.counting == Counting.TOTAL,
        baseline=row.baseline_value,
        before=_before(row, rows, baselines),
        period_months=MONTHS[step] if step else months,
        values=tuple(_values(rows, adds_up=adds_up)),
        no_longer_fits_on=unfit_on,
    )


def _values(rows: list[Measured], *, adds_up: bool) -> list[Value]:
    if not adds_up:
        return [Value(each.on, each.value) for each in rows]
    total, found = Decimal(0), []
    for each in one_a_period(rows):
        if each.value is not None:
            total += each.value
            found.append(Value(each.on, total))
    return found
