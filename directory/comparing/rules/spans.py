"""When each entry runs, on one axis of years: what is drawn full, and what is hatched because it is not sure. Pure.

Drawn in thousandths of the axis, so that a picture of any width is right.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pes_partnerships.lib.dates import PartialDate, PartialDateError

LENGTH = 1000
_STRIPE = 8
_MOST_TICKS = 6
_YEARS = re.compile(r"\b((?:19|20)\d\d)\b")
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?(?:–|-|to)\s?((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class Run:
    """In years with fractions. `sure`: it ran by every source; `doubtful`: they differ, or say too little."""

    sure: tuple[float, float] | None = None
    doubtful: tuple[tuple[float, float], ...] = ()
    other_start: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Bar:
    """Places on the axis: the full stretch, and the stripes of what is doubtful."""

    full: tuple[int, int] | None
    stripes: tuple[tuple[int, int], ...]


def run_of(commenced: str, period: str, *, others: str, over: bool, running: bool, today: float) -> Run:
    """From the day of beginning and the words on the period.

    Words are read for two things only: a stretch of years ("2019–2021") of a partnership that is over, and another
    year of beginning in the words of `others`, the sources that disagree.
    """
    try:
        begun = PartialDate.parse(commenced)
    except PartialDateError:
        return Run()
    earliest, latest = begun.earliest(), begun.latest()
    if earliest is None or latest is None:
        return Run()
    first = earliest.year + (earliest.month - 1) / 12
    doubtful: list[tuple[float, float]] = []
    start, other = first, None
    if latest.year > earliest.year:  # "2018/2019"
        start = float(latest.year)
    if years := sorted({int(year) for year in _YEARS.findall(others)} - {earliest.year}):
        other = next((year for year in years if year > earliest.year), years[-1])
        first, start = min(first, float(other)), max(start, float(other))
    if start > first:
        doubtful.append((first, start))
    if start >= today:  # planned
        return Run((start, start + 1), tuple(doubtful), other)
    if over:
        ends = [int(end) for _begin, end in _RANGE.findall(period) if int(end) >= int(start)]
        if not ends:
            return Run((start, start + 1), (*doubtful, (start + 1, today)), other)
        return Run((start, min(ends[-1] + 1.0, today)), tuple(doubtful), other, ends[-1])
    if running:
        return Run((start, today), tuple(doubtful), other)
    return Run((start, start + 1), (*doubtful, (start + 1, today)), other)


def ticks_for(runs: Sequence[Run], today: float) -> list[int]:
    """Years at the same distance from one another, from before the first beginning to after today; none without one."""
    stretches = [stretch for run in runs for stretch in (run.sure, *run.doubtful) if stretch]
    if not stretches:
        return []
    first = math.floor(min(begin for begin, _end in stretches))
    last = math.ceil(max(today, *(end for _begin, end in stretches)))
    step = max(1, math.ceil((last - first) / (_MOST_TICKS - 1)))
    return list(range(last - math.ceil((last - first) / step) * step, last + 1, step))


def bar_of(run: Run, ticks: Sequence[int]) -> Bar:
    """The run in places of the axis."""
    if not run.sure or not ticks:
        return Bar(None, ())
    stripes = []
    for begin, end in run.doubtful:
        left, right = _place(begin, ticks), _place(end, ticks)
        stripes += [(at, min(_STRIPE // 2, right - at)) for at in range(left, right, _STRIPE)]
    left, right = _place(run.sure[0], ticks), _place(run.sure[1], ticks)
    return Bar((left, max(right - left, 2)), tuple(stripes))


def _place(year: float, ticks: Sequence[int]) -> int:
    part = (year - ticks[0]) / (ticks[-1] - ticks[0])
    return round(min(max(part, 0), 1) * LENGTH)
