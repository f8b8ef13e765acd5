"""Ready rows of what the values of each objective come to: written at the end of an act that changed one (O2).

A row carries a stamp of the values behind it, and of how the text counts them: a recorded text may be corrected.
Whatever it says can be made again from them, and is, where it is missing or its stamp is another one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet

from partnerships.models import Objective
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import Counting
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.kept import KeptOfOne
from reviews.models import Measurement, ObjectiveDigest
from reviews.results.rules.chart import Point
from reviews.results.rules.digest import Digest, Latest, Reached, from_row, to_row

from .quotas import quota_reached
from .reading import Values, added_up, measured_by, one_a_period, values_by_lineage


def ready_rows(*, partnerships: Collection[int]) -> list[int]:
    """Hook: those that were otherwise, by their number."""
    written = write_digests(partnerships)
    return [written] if written else []


def signed_objectives(partnerships: Collection[int]) -> QuerySet[Objective]:
    rows = Objective.objects.filter(agreement__partnership__in=partnerships)
    return rows.exclude(agreement__status=AgreementStatus.DRAFT)


def write_digests(partnerships: Collection[int]) -> int:
    """Brings the rows of these partnerships up to date; how many were otherwise. One query where none was."""
    ought = _stale(partnerships)
    if not ought:
        return 0
    stale = list(signed_objectives(partnerships).filter(pk__in=ought).order_by("pk"))
    values = values_by_lineage(stale)
    ObjectiveDigest.objects.bulk_create(
        [
            ObjectiveDigest(objective=each, stamp=ought[each.pk], figures=to_row(digest_of(each, values[each.lineage])))
            for each in stale
        ],
        update_conflicts=True,
        unique_fields=["objective"],
        update_fields=["stamp", "figures"],
    )
    return len(stale)


class Counted(NamedTuple):
    """An objective with the stamp of its row, and what its values come to."""

    pk: int
    lineage: object
    counting: str
    due: PartialDate
    status: str
    stamp: str | None
    last: int | None
    values: int
    gone: int


def _with_counts(partnerships: Sequence[int]) -> QuerySet:
    rows = Objective.objects.filter(agreement__partnership__in=partnerships).order_by("pk")
    rows = rows.annotate(
        last=Max("measurements"), count=Count("measurements"), gone=Count("measurements__withdrawn_at")
    )
    fields = ("pk", "lineage", "counting", "due", "agreement__status", "digest__stamp", "last", "count", "gone")
    return rows.values_list(*fields)


_counted = KeptOfOne(_with_counts, make=Counted._make)


def _stale(partnerships: Collection[int]) -> dict[int, str]:
    """The signed objectives whose row is missing or of another stamp, with the stamp that it ought to have.

    A stamp is another one after each value of its lineage that is entered, corrected or withdrawn.
    """
    by_lineage: dict[object, list[Counted]] = defaultdict(list)
    for row in _counted.of(list(partnerships)):
        by_lineage[row.lineage].append(row)
    found: dict[int, str] = {}
    for versions in by_lineage.values():
        stamp = _stamp(versions)
        for row in versions:
            ought = f"{stamp}-{row.counting}-{row.due}"
            if row.status != AgreementStatus.DRAFT and row.stamp != ought:
                found[row.pk] = ought
    return found


def _stamp(versions: list[Counted]) -> str:
    """Of the values of one lineage, over all its versions."""
    if not (count := sum(row.values for row in versions)):
        return "none"
    return f"{max(row.last or 0 for row in versions)}-{count}-{sum(row.gone for row in versions)}"


def digests_for(objectives: Collection[Objective]) -> dict[int, Digest]:
    """By objective. One query; more where a row is missing, and its figures are made from the values."""
    rows = ObjectiveDigest.objects.filter(objective__in=objectives).values_list("objective", "figures")
    found = {pk: from_row(figures) for pk, figures in rows}
    if missing := [each for each in objectives if each.pk not in found]:
        values = values_by_lineage(missing)
        found |= {each.pk: digest_of(each, values[each.lineage]) for each in missing}
    return found


def digest_of(objective: Objective, values: Values) -> Digest:
    until_due = measured_by(values.own, objective.due)
    return Digest(
        own=_reached(objective, values.own),
        control=values.control[-1].value if values.control else None,
        at_due=_reached(objective, until_due) if until_due else None,
        control_at_due=_latest_by(values.control, objective.due) if until_due else None,
        is_split=bool(values.partners),
        points=tuple(_points(values.own, adds=objective.counting == Counting.SUM)),
        control_points=tuple(_points(values.control)),
        quotas={str(lineage): quota_reached(objective, rows) for lineage, rows in values.quotas.items()},
    )


def _reached(objective: Objective, own: list[Measurement]) -> Reached:
    if not own:
        return Reached()
    latest = Latest.of(own[-1])
    value, periods = added_up(objective, own)
    is_estimate = any(each.is_estimate for each in own) if periods > 1 else latest.is_estimate
    return Reached(latest, value, periods, latest.numerator, latest.denominator, is_estimate)


def _latest_by(values: list[Measurement], due: PartialDate) -> Decimal | None:
    rows = [each for each in values if each.as_of.latest() <= due.latest()]
    return rows[-1].value if rows else None


def _points(values: list[Measurement], *, adds: bool = False) -> Iterator[Point]:
    """`adds`: each point is the sum up to its day, as the target counts."""
    total = Decimal(0)
    for each in one_a_period(values) if adds else values:
        if each.value is not None and each.as_of:
            total += each.value
            height = total if adds else each.value
            yield Point(each.as_of.latest(), height, _short_day(each.as_of), each.is_estimate)


def _short_day(as_of: PartialDate) -> str:
    return str(as_of.year)
