"""What the values of an objective come to, short enough to be kept ready: as a row of figures, without words (O2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from pes_partnerships.lib.dates import PartialDate

from .chart import Point

MOST_POINTS = 24  # of a small chart: more would not be told apart


@dataclass(frozen=True)
class Latest:
    """The latest value, as value_in_words and the templates read it."""

    value: Decimal | None
    text: str
    numerator: int | None
    denominator: int | None
    unit: str
    as_of: PartialDate
    source: str
    is_estimate: bool

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a measured value."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Reached:
    """What counts: the latest value, or `periods` values added up where the objective says so."""

    latest: Latest | None = None
    value: Decimal | None = None
    periods: int = 0
    numerator: int | None = None
    denominator: int | None = None
    is_estimate: bool = False


@dataclass(frozen=True)
class Digest:
    """`control`: the latest value of the control group; `quotas` by their lineage.

    `at_due`: what counted on the day on which the target was due, where values go on after it; `control_at_due` beside.
    """

    own: Reached = Reached()
    control: Decimal | None = None
    at_due: Reached | None = None
    control_at_due: Decimal | None = None
    is_split: bool = False
    points: tuple[Point, ...] = ()
    control_points: tuple[Point, ...] = ()
    quotas: dict[str, Reached] = field(default_factory=dict)


def thinned(points: Sequence[Point], most: int = MOST_POINTS) -> list[Point]:
    """At most so many, evenly taken; the first and the last two stay: the way to an estimate is drawn apart."""
    if len(points) <= most:
        return list(points)
    inner, tail = points[:-2], list(points[-2:])
    kept = most - len(tail)
    return [inner[round(place * (len(inner) - 1) / (kept - 1))] for place in range(kept)] + tail


def to_row(digest: Digest) -> dict[str, Any]:
    """As JSON keeps it; from_row reads it back."""
    return {
        "own": _reached_row(digest.own),
        "control": _text(digest.control),
        "at_due": digest.at_due and _reached_row(digest.at_due),
        "control_at_due": _text(digest.control_at_due),
        "split": digest.is_split,
        "points": _points_row(thinned(digest.points)),
        "control_points": _points_row(thinned(digest.control_points)),
        "quotas": {key: _reached_row(reached) for key, reached in digest.quotas.items()},
    }


def from_row(row: dict[str, Any]) -> Digest:
    return Digest(
        own=_reached(row["own"]),
        control=_number(row["control"]),
        at_due=_reached(row["at_due"]) if row.get("at_due") else None,
        control_at_due=_number(row.get("control_at_due")),
        is_split=row["split"],
        points=_points(row["points"]),
        control_points=_points(row["control_points"]),
        quotas={key: _reached(reached) for key, reached in row["quotas"].items()},
    )


def _reached_row(reached: Reached) -> list[Any]:
    one = reached.latest
    latest = one and [
        _text(one.value), one.text, one.numerator, one.denominator, one.unit, str(one.as_of), one.source,
        one.is_estimate,
    ]  # fmt: skip
    return [
        latest, _text(reached.value), reached.periods, reached.numerator, reached.denominator, reached.is_estimate,
    ]  # fmt: skip


def _reached(row: list[Any]) -> Reached:
    latest, value, periods, numerator, denominator, is_estimate = row
    if latest:
        first, text, part, whole, unit, as_of, source, estimate = latest
        latest = Latest(_number(first), text, part, whole, unit, PartialDate.parse(as_of), source, estimate)
    return Reached(latest, _number(value), periods, numerator, denominator, is_estimate)


def _points_row(points: Iterable[Point]) -> list[list[Any]]:
    return [[each.on.toordinal(), str(each.value), each.label, int(each.is_estimate)] for each in points]


def _points(rows: list[list[Any]]) -> tuple[Point, ...]:
    return tuple(
        Point(date.fromordinal(on), Decimal(value), label, bool(estimate)) for on, value, label, estimate in rows
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
