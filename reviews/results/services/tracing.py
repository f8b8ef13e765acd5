"""From results to the activities behind them, and from an activity to what was measured since (O4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from partnerships.models import Objective
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Activity, Measurement

from .reading import value_in_words, values_by_lineage

SHOWN = 20  # activities on the page of an objective


@dataclass(frozen=True)
class Behind:
    """The latest activities of an objective, each with the first value measured after it, and what all of them count.

    `participations`: people at all of them, who may be the same; `uncounted`: activities that say no number.
    """

    rows: list["ActivityLine"]
    count: int
    participations: int | None
    uncounted: int


@dataclass(frozen=True)
class ActivityLine:
    activity: Activity
    then: Measurement | None

    @property
    def then_words(self) -> str:
        return value_in_words(self.then) if self.then else ""


@dataclass(frozen=True)
class Since:
    """One objective of an activity: its last value before it, and those measured since."""

    objective: Objective
    before: Measurement | None
    since: list[Measurement]

    @property
    def before_words(self) -> str:
        return value_in_words(self.before) if self.before else ""

    @property
    def latest(self) -> Measurement | None:
        return self.since[-1] if self.since else None

    @property
    def latest_words(self) -> str:
        return value_in_words(self.latest) if self.latest else ""


def activities_of(objective: Objective) -> QuerySet[Activity]:
    """Those that serve the objective, in whichever version of the text they name it."""
    named = Activity.objects.filter(objectives__lineage=objective.lineage).values("pk")
    return Activity.objects.filter(pk__in=named).order_by("-on", "-pk")


def behind(objective: Objective, values: Sequence[Measurement]) -> Behind:
    """Three queries. `values`: those of the objective that stand, the oldest first."""
    every = activities_of(objective)
    counted = every.order_by().aggregate(all=Count("pk"), with_number=Count("participants"), people=Sum("participants"))
    shown = every.prefetch_related("partners__organisation")[:SHOWN]
    rows = [ActivityLine(each, next(iter(_since(values, each.on)), None)) for each in shown]
    return Behind(rows, counted["all"], counted["people"], counted["all"] - counted["with_number"])


def measured_since(activity: Activity) -> list[Since]:
    """Two queries: the objectives that the activity serves, and their values."""
    objectives = list(activity.objectives.order_by("order", "pk"))
    values = values_by_lineage(objectives)
    found = []
    for objective in objectives:
        own = values[objective.lineage].own
        since = _since(own, activity.on)
        earlier = own[: len(own) - len(since)]
        found.append(Since(objective, earlier[-1] if earlier else None, since))
    return found


def _since(values: Sequence[Measurement], day: PartialDate) -> list[Measurement]:
    """A value counts as later where its period ends on the day of the activity or after it."""
    first = day.earliest() or date.max
    return [each for each in values if (each.as_of.latest() or date.min) >= first]
