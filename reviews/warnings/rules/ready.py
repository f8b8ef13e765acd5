"""The facts of one partnership, short enough to be kept ready: no words, nothing that depends on the day (O6).

Of each objective's values those are kept that a check looks at. What organisations say of themselves (names, regions,
contacts) is no part of it: it changes without an act about the partnership.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.objectives.rules.targets import meets
from partnerships.rules.notice import NoticePeriod, OwnEnd

from .facts import ObjectiveFacts, PartnershipFacts, Place, Renewal, ReviewFacts, Share, Value

Row = dict[str, Any]
DAYS = ("actions_due", "steps_due", "parts_due", "commitments_due")
PLAIN = ("key", "review_months", "activities", "aimless")
SHAPE = zlib.crc32(repr([[each.name for each in fields(kind)] for kind in (PartnershipFacts, ObjectiveFacts)]).encode())


@dataclass(frozen=True)
class Kept:
    """`facts` without partners; `signs`: the last day on which something of a participant is on record."""

    facts: PartnershipFacts
    signs: dict[int, date] = field(default_factory=dict)
    parties: tuple[int, ...] = ()


def telling(each: ObjectiveFacts) -> ObjectiveFacts:
    """Without the values that change nothing: the first and the last stay, the last number, and what met the target.

    Of what was before, the two ends of the trend.
    """
    numbers = [place for place, value in enumerate(each.values) if value.number is not None]
    met = (place for place in numbers if _meets(each, each.values[place]))
    places = {0, len(each.values) - 1, *numbers[-1:], *[place for place in (next(met, None),) if place is not None]}
    kept = tuple(each.values[place] for place in sorted(places)) if each.values else ()
    return replace(each, values=kept, before=each.before[:1] + each.before[1:][-1:])


def _meets(each: ObjectiveFacts, value: Value) -> bool:
    return each.target is not None and meets(each.comparator, value.number, each.target)


def to_row(kept: Kept) -> Row:
    """As JSON keeps it; from_row reads it back."""
    facts = kept.facts
    return {
        "shape": SHAPE,
        **{name: getattr(facts, name) for name in PLAIN},
        **{name: [_day(day) for day in sorted(getattr(facts, name))] for name in DAYS},
        "starts_on": _day(facts.starts_on),
        "objectives": [_objective_row(each) for each in facts.objectives],
        "regions": [[*place] for place in facts.regions],
        "shares": [
            [each.what, [[key, str(amount)] for key, amount in sorted(each.by_partner.items())]]
            for each in facts.shares
        ],
        "reviews": [[each.key, _day(each.held_on), each.worth] for each in facts.reviews],
        "renewal": _renewal_row(facts.renewal),
        "signs": [[key, _day(day)] for key, day in sorted(kept.signs.items())],
        "parties": list(kept.parties),
    }


def from_row(row: Row) -> Kept | None:
    """None where another version of the product wrote it."""
    if row.get("shape") != SHAPE:
        return None
    facts = PartnershipFacts(
        **{name: row[name] for name in PLAIN},
        **{name: tuple(_date(day) for day in row[name]) for name in DAYS},
        starts_on=_date(row["starts_on"]),
        objectives=tuple(_objective(each) for each in row["objectives"]),
        regions=tuple(Place(*each) for each in row["regions"]),
        shares=tuple(Share(what, {key: Decimal(amount) for key, amount in parts}) for what, parts in row["shares"]),
        renewal=_renewal(row["renewal"]),
        reviews=tuple(ReviewFacts(key, _date(day), worth) for key, day, worth in row["reviews"]),
    )
    return Kept(facts, {key: _date(day) for key, day in row["signs"]}, tuple(row["parties"]))


def _renewal_row(found: Renewal | None) -> list[Any] | None:
    if found is None:
        return None
    period, own = found.period, found.own
    return [found.key, period.count, period.unit, period.to_end_of, _day(own.first), own.renews_months]


def _renewal(row: list[Any] | None) -> Renewal | None:
    if row is None:
        return None
    key, count, unit, to_end_of, first, months = row
    return Renewal(key, NoticePeriod(count, unit, to_end_of), OwnEnd(first=_date(first), renews_months=months))


def _objective_row(each: ObjectiveFacts) -> Row:
    row = dict(vars(each))
    row |= {name: _day(row[name]) for name in ("due", "no_longer_fits_on")}
    row |= {name: _text(row[name]) for name in ("target", "baseline")}
    return row | {name: _values_row(row[name]) for name in ("before", "values")}


def _objective(row: Row) -> ObjectiveFacts:
    row = row | {name: _date(row[name]) for name in ("due", "no_longer_fits_on")}
    row |= {name: _number(row[name]) for name in ("target", "baseline")}
    return ObjectiveFacts(**row | {name: _values(row[name]) for name in ("before", "values")})


def _values_row(values: Iterable[Value]) -> list[list[Any]]:
    return [[_day(each.on), _text(each.number)] for each in values]


def _values(rows: list[list[Any]]) -> tuple[Value, ...]:
    return tuple(Value(date.fromordinal(on), _number(number)) for on, number in rows)


def _day(day: date | None) -> int | None:
    return day and day.toordinal()


def _date(day: int | None) -> date | None:
    return day and date.fromordinal(day)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
