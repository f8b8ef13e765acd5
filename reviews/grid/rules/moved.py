"""Figures that look moved by one place: noticed and asked about, never put right in silence (O2). Pure."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

_FEWEST = 2  # figures of a period from which it can be said at all
_CLEARLY = 0.5  # one place back they have to fit twice as well


def looks_moved(values: Sequence[Decimal | None], usual: Sequence[Decimal | None]) -> bool:
    """Whether a period's figures, in the order of the lines, fit the lines before them much better than their own.

    `usual`: what each line has in other periods. The first line has to be empty here, though not elsewhere.
    """
    if not values or values[0] is not None or usual[0] is None:
        return False
    pairs = [
        (_distance(value, usual[place]), _distance(value, usual[place - 1]))
        for place, value in enumerate(values)
        if value is not None
    ]
    known = [(own, before) for own, before in pairs if own is not None and before is not None]
    if len(known) < _FEWEST or len(known) < len(pairs):
        return False
    own, before = (sum(each) for each in zip(*known, strict=True))
    return before < own * _CLEARLY


def _distance(value: Decimal, usual: Decimal | None) -> float | None:
    """How many times as large or as small, on a scale on which both count alike."""
    if usual is None or usual <= 0 or value <= 0:
        return None
    return abs(math.log(float(value)) - math.log(float(usual)))


def usual_of(
    by_period: Mapping[object, Mapping[str, Decimal]], known: Mapping[str, Sequence[Decimal]], without: object
) -> dict[str, Decimal]:
    """For each line the middle of what it has in the other periods and of what is stored."""
    found: dict[str, list[Decimal]] = {key: list(values) for key, values in known.items()}
    for period, values in by_period.items():
        if period != without:
            for key, value in values.items():
                found.setdefault(key, []).append(value)
    return {key: median(values) for key, values in found.items() if values}
