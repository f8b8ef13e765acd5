"""Days on which no agreement governed a partnership that had one (A16): gaps between versions, and a lapse."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days on which one version governs; `last` is None where it goes on."""

    first: datetime.date
    last: datetime.date | None = None


@dataclass(frozen=True)
class Gap:
    """`last` is None where no agreement has followed yet: the partnership has lapsed."""

    first: datetime.date
    last: datetime.date | None = None


def gaps(periods: Iterable[Period], *, today: datetime.date, ended_on: datetime.date | None = None) -> Iterator[Gap]:
    """In their order, up to the end of the partnership; what has not begun by today is none yet."""
    in_order = sorted(periods, key=lambda period: period.first)
    until = min(ended_on or today, today)
    covered: datetime.date | None = None  # the last day that is covered so far
    for place, period in enumerate(in_order):
        if place and covered is not None and period.first > covered + DAY and covered + DAY <= until:
            yield Gap(covered + DAY, period.first - DAY)
        if period.last is None:
            return
        covered = max(covered or period.last, period.last)
    if covered is not None and covered < until and ended_on is None:
        yield Gap(covered + DAY)
