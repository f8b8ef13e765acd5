"""Which values were expected, which came, and which came in time: by objective, quota and partner (G5, O2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partnerships.models import Objective, Partnership, Quota
from reviews.grid.services.sheet import targets_of, text_of
from reviews.models import Measurement, Series
from reviews.periods.rules.expected import (
    IN_TIME,
    MISSING,
    OPEN,
    Expected,
    Rhythm,
    days_allowed,
    expected_periods,
    timeliness,
)
from reviews.results.services.locks import Locks, locks_of
from reviews.results.services.reading import partner_key
from reviews.rules.periods import covers
from reviews.rules.vocabulary import SeriesKind


@dataclass(frozen=True)
class Cell:
    expected: Expected
    state: str
    days_late: int = 0
    is_confirmed: bool = False


@dataclass(frozen=True)
class Reported:
    """An objective, a quota of it, or the part of one partner; `cells`: one an expected period, the oldest first."""

    number: str
    objective: Objective
    partner: str
    cells: list[Cell]
    quota: str = ""

    @property
    def due(self) -> list[Cell]:
        return [each for each in self.cells if each.state != OPEN]

    @property
    def reported(self) -> int:
        return sum(each.state != MISSING for each in self.due)

    @property
    def in_time(self) -> int:
        return sum(each.state == IN_TIME for each in self.due)


@dataclass(frozen=True)
class Completeness:
    """`series`: whose rhythm says what is expected; None where the partnership has none."""

    lines: list[Reported]
    expected: list[Expected]
    series: Series | None
    days: int
    is_measured: bool


def completeness_of(partnership: Partnership, today: date) -> Completeness:
    """Six queries, whatever the number of objectives, quotas, partners and values."""
    agreement = text_of(partnership)
    targets = targets_of(agreement) if agreement else []
    series = _rhythms(partnership)
    since = _since(partnership)
    expected = _expected(series, since, partnership, today) if targets and since else []
    values = list(_every_value([each.objective for each in targets]))
    locks = locks_of([each.objective for each in targets])
    lines = []
    for target in targets:
        own = [each for each in values if each.objective.lineage == target.objective.lineage]
        for partner, some in [("", _of_quota(own, target.quota))] if target.quota else _by_partner(own):
            cells = [_cell(each, some, target.objective, locks, today) for each in expected]
            quota = target.line.name if target.quota else ""
            lines.append(Reported(target.line.number, target.objective, partner, cells, quota))
    latest = series[-1] if series else None
    days = days_allowed(_rhythm(latest, since, partnership)) if latest and since else 0
    return Completeness(lines, expected, latest, days, bool(values))


def _rhythms(partnership: Partnership) -> list[Series]:
    """The statistical reports; where there are none, the reviews."""
    rows = list(
        Series.objects.filter(
            partnership=partnership, kind__in=(SeriesKind.STATISTICAL_REPORT, SeriesKind.REVIEW)
        ).order_by("starts_on", "pk")
    )
    reports = [each for each in rows if each.kind == SeriesKind.STATISTICAL_REPORT]
    return reports or rows


def _since(partnership: Partnership) -> date | None:
    """The first day on which a version of the text governed."""
    days = [each.governs_since for each in partnership.agreements.all() if each.was_signed and each.governs_since]
    return min(days, default=None)


def _rhythm(series: Series, since: date, partnership: Partnership) -> Rhythm:
    is_report = series.kind == SeriesKind.STATISTICAL_REPORT
    return Rhythm(
        every_months=series.every_months,
        since=since,
        until=series.ended_on or partnership.ended_on,
        first_due=series.anchor_on if is_report else None,
    )


def _expected(series: list[Series], since: date, partnership: Partnership, today: date) -> list[Expected]:
    """Of one rhythm after the other: what a later one asks for too is expected once."""
    found: dict[object, Expected] = {}
    for each in series:
        for expected in expected_periods(_rhythm(each, since, partnership), today):
            found.setdefault(expected.period, expected)
    return sorted(found.values(), key=lambda each: (each.period.latest(), each.period.earliest()))


def _every_value(objectives: Iterable[Objective]) -> Iterable[Measurement]:
    """Corrected ones, too: what was corrected later had come in when it was first entered."""
    found = Measurement.objects.filter(objective__lineage__in=[each.lineage for each in objectives])
    return found.filter(is_control_group=False, withdrawn_at=None).select_related(
        "objective", "quota", "party__participation__organisation", "correction"
    )


def _of_quota(values: list[Measurement], quota: Quota) -> list[Measurement]:
    """The lineage joins versions, as it does for objectives."""
    return [each for each in values if each.quota_id and each.quota.lineage == quota.lineage]


def _by_partner(values: list[Measurement]) -> list[tuple[str, list[Measurement]]]:
    """The total first, by an empty name, then each partner that has a value of its own."""
    partners: dict[object, tuple[str, list[Measurement]]] = {}
    own = [each for each in values if not each.quota_id]
    for each in own:
        if each.party_id:
            partners.setdefault(partner_key(each.party), (each.party.name, []))[1].append(each)
    total = ("", [each for each in own if not each.party_id])
    return [total, *sorted(partners.values(), key=lambda each: each[0])]


def _cell(expected: Expected, values: list[Measurement], objective: Objective, locks: Locks, today: date) -> Cell:
    inside = [each for each in values if covers(expected.period, each.as_of)]
    counts = any(each.stands for each in inside)
    entered_on = min(timezone.localdate(each.entered_at) for each in inside) if counts else None
    state = timeliness(expected, entered_on, today)
    late = max(0, (entered_on - expected.due_on).days) if entered_on else 0
    return Cell(expected, state, late, locks.on(objective, expected.period) is not None)
