"""The values of an agreement as a sheet: objectives and quotas by periods, and what each cell holds (O2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from partnerships.models import Agreement, Objective, Partnership, Quota
from partnerships.rules.lifecycle import in_force_among, last_ended_among
from pes_partnerships.lib.dates import PartialDate
from reviews.grid.rules.cells import Figures
from reviews.grid.rules.lines import Line
from reviews.models import Measurement, PeriodConfirmation, Series
from reviews.results.rules.proving import ProofDays
from reviews.results.services.locks import Locks, locks_of
from reviews.results.services.proofs import days_by_value
from reviews.results.services.reading import Values, values_by_lineage
from reviews.rules.periods import MONTH, MONTHS, STEPS, covers
from reviews.rules.vocabulary import SeriesKind


@dataclass(frozen=True)
class Target:
    """What one line of the sheet is about: an objective, or a quota of it."""

    line: Line
    objective: Objective
    quota: Quota | None = None

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def unit(self) -> str:
        return "%" if self.quota else self.objective.unit

    @property
    def may_be_negative(self) -> bool:
        return not self.quota and self.objective.may_be_negative

    def values_in(self, values: Values) -> list[Measurement]:
        return values.quotas.get(self.quota.lineage, []) if self.quota else values.own


@dataclass(frozen=True)
class CellState:
    """What is stored for one line and period: the value that the cell shows, and those that are named beside it."""

    shown: Measurement | None = None
    others: tuple[Measurement, ...] = ()  # of other sources, in words, or of a day or a period within this one
    exact: tuple[Measurement, ...] = ()  # the values of the period itself, `shown` among them

    @property
    def inside(self) -> tuple[Measurement, ...]:
        """All of them: what a new value will be beside."""
        return (self.shown, *self.others) if self.shown else self.others

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(each.pk for each in self.exact)

    @property
    def text(self) -> str:
        return figures_of(self.shown).words if self.shown else ""


@dataclass
class Sheet:
    targets: list[Target]
    periods: list[PartialDate]
    values: dict[str, list[Measurement]]  # those that stand, by the key of their target, the oldest first
    locks: Locks
    states: dict[tuple[str, PartialDate], CellState] = field(default_factory=dict)
    proofs: dict[int, list[ProofDays]] = field(default_factory=dict)  # by the key of a value that a cell shows

    def __post_init__(self) -> None:
        if not self.states:
            self.states = {
                (target.key, period): state_of(self.values[target.key], period)
                for target in self.targets
                for period in self.periods
            }

    def lock(self, target: Target, period: PartialDate) -> PeriodConfirmation | None:
        """The confirmation that locks a cell (G5)."""
        return lock_of(self.locks, target, self.states[target.key, period], period)

    def proof(self, target: Target, period: PartialDate) -> list[ProofDays]:
        """Those of the value that the cell shows (G5)."""
        shown = self.states[target.key, period].shown
        return self.proofs.get(shown.pk, []) if shown else []

    def before(self, target: Target) -> Measurement | None:
        """The latest value from before the first period that is shown."""
        first = self.periods[0].earliest()
        earlier = [each for each in self.values[target.key] if (each.as_of.latest() or date.max) < first]
        return earlier[-1] if earlier else None


def usual_step(partnership: Partnership) -> str:
    """As its statistical reports ask for values; months where there are none."""
    reports = Series.objects.filter(
        partnership=partnership, kind=SeriesKind.STATISTICAL_REPORT, ended_on=None
    ).order_by("-starts_on", "-pk")
    every = reports.values_list("every_months", flat=True).first() or MONTHS[MONTH]
    return max((step for step in STEPS if MONTHS[step] <= every), key=MONTHS.__getitem__)


def text_of(partnership: Partnership) -> Agreement | None:
    """The agreement whose objectives are measured: the one in force, or the one that governed until the end."""
    versions = list(partnership.agreements.all())
    return last_ended_among(versions) if partnership.ended_on else in_force_among(versions)


def targets_of(agreement: Agreement) -> list[Target]:
    """Two queries. What people assess without figures has no line, and keeps its number."""
    found = []
    for place, objective in enumerate(agreement.objectives.prefetch_related("quotas").order_by("order", "pk"), start=1):
        objective.agreement = agreement
        if objective.is_measurable:
            found.append(Target(Line(f"o{objective.pk}", f"{place}", objective.title), objective))
            found += [
                Target(Line(f"q{quota.pk}", f"{place}.{number}", str(quota)), objective, quota)
                for number, quota in enumerate(objective.quotas.all(), start=1)
            ]
    return found


def sheet_of(targets: Sequence[Target], periods: list[PartialDate]) -> Sheet:
    """Four queries, whatever the number of lines and periods."""
    sheet = Sheet(list(targets), periods, stored_values(targets), locks_of([each.objective for each in targets]))
    sheet.proofs = days_by_value(state.shown for state in sheet.states.values() if state.shown)
    return sheet


def lock_of(locks: Locks, target: Target, state: CellState, period: PartialDate) -> PeriodConfirmation | None:
    """What a cell would write is of its period, or of the date of the value that it shows."""
    days = (period, *([state.shown.as_of] if state.shown else []))
    return next((lock for day in days if (lock := locks.on(target.objective, day))), None)


def stored_values(targets: Iterable[Target]) -> dict[str, list[Measurement]]:
    targets = list(targets)
    found = values_by_lineage({target.objective.pk: target.objective for target in targets}.values())
    return {target.key: target.values_in(found[target.objective.lineage]) for target in targets}


def state_of(values: Iterable[Measurement], period: PartialDate) -> CellState:
    """A value of the last day of a period is the period's; what lies within it is shown beside the cell."""
    inside = [each for each in values if covers(period, each.as_of)]
    exact = tuple(each for each in inside if each.as_of == period or _is_last_day(each.as_of, period))
    figures = [each for each in exact if each.value is not None]
    shown = max(figures, key=lambda each: (each.entered_at, each.pk)) if figures else None
    return CellState(shown, tuple(each for each in inside if each is not shown), exact)


def _is_last_day(day: PartialDate, period: PartialDate) -> bool:
    return day.precision == "day" and day.latest() == period.latest()


def figures_of(measurement: Measurement) -> Figures:
    """As a cell says it: the counts where there are some, for they say more than the share."""
    if measurement.numerator is not None and measurement.denominator:
        return Figures(numerator=measurement.numerator, denominator=measurement.denominator)
    return Figures(value=measurement.value)


def says(figures: Figures, measurement: Measurement) -> bool:
    """Whether a value says the same already: the same counts, or the same number."""
    if figures == figures_of(measurement):
        return True
    return figures.value is not None and figures.value == measurement.value


def states_seen(
    sheet: Sheet, seen: Mapping[tuple[str, PartialDate], frozenset[int]]
) -> dict[tuple[str, PartialDate], CellState]:
    """What the cells held when the page was shown: values that were corrected since are read again, in one query."""
    stored = {each.pk: each for values in sheet.values.values() for each in values}
    gone = {key for keys in seen.values() for key in keys} - stored.keys()
    if gone:
        lineages = [target.objective.lineage for target in sheet.targets]
        rows = Measurement.objects.filter(pk__in=gone, objective__lineage__in=lineages)
        stored |= {each.pk: each for each in rows.select_related("objective", "quota", "party")}
    return {
        (key, period): state_of([stored[pk] for pk in seen.get((key, period), ()) if pk in stored], period)
        for key, period in sheet.states
    }
