"""Whether the rhythms are kept: what was due in each month, and how much of it was late, as figures (R2)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from partnerships.hooks import Figure, Wakes
from partnerships.portfolio.rules.counting import month_of
from pes_partnerships.lib.dates import add_months
from pes_partnerships.lib.kept import KeptOfOne
from reviews.glance.rules.rhythm import was_late
from reviews.models import Review
from reviews.rules.lifecycle import ReviewStatus

PREFIX, DUE, LATE = "rhythm", "due", "late"
MONTHS = 12

Series = tuple[str, int]  # kind, months between


def _due_since(partnerships: Sequence[int], *, first: date) -> QuerySet:
    rows = Review.objects.filter(series__partnership__in=partnerships, due_on__gte=first)
    rows = rows.exclude(status=ReviewStatus.CANCELLED).order_by("pk")
    return rows.values_list("series__partnership", "series__kind", "series__every_months", "due_on", "held_on")


_due = KeptOfOne(_due_since)


def rhythm_figures(*, partnerships: list[int], today: date) -> list[Figure | Wakes]:
    """Hook; one query. What was due before January of last year is in no picture any more."""
    found: list[Figure | Wakes] = []
    for key, kind, months, due_on, held_on in _due.of(partnerships, first=date(today.year - 1, 1, 1)):
        if due_on >= today:
            found.append(Wakes(key, due_on + timedelta(days=1)))
            continue
        of = f"{PREFIX}:{kind}:{months}:{month_of(due_on)}"
        found += [Figure(key, f"{of}:{DUE}"), Wakes(key, date(due_on.year + 2, 1, 1))]
        if was_late(due_on, held_on, today):
            found.append(Figure(key, f"{of}:{LATE}"))
    return found


@dataclass
class Rhythm:
    """One row of the picture: by month, how many were due and how many of them late."""

    kind: str
    every_months: int
    due: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)


def months_until(today: date) -> list[str]:
    """The twelve months that end with this one, the earliest first."""
    return [month_of(add_months(today.replace(day=1), -back)) for back in reversed(range(MONTHS))]


def rhythms_of(counts: Counter[str], today: date) -> list[Rhythm]:
    """Those of which something was due, the shortest rhythm first."""
    shown = set(months_until(today))
    found: dict[Series, Rhythm] = {}
    by_state: dict[str, dict[Series, Counter[str]]] = {DUE: defaultdict(Counter), LATE: defaultdict(Counter)}
    for name, number in counts.items():
        match name.split(":"):
            case ["rhythm", kind, months, month, state] if month in shown and number:
                by_state[state][kind, int(months)][month] += number
    for series, due in by_state[DUE].items():
        found[series] = Rhythm(*series, due, by_state[LATE][series])
    return [found[series] for series in sorted(found, key=lambda each: (each[1], each[0]))]
