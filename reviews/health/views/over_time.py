"""What the checks of a partnership say one after the other, as pictures and as a table (R6)."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from partnerships.models import Partnership
from pes_partnerships.lib.export import Column
from reviews.health.rules.counting import Outcome
from reviews.health.rules.ingredients import INGREDIENTS
from reviews.health.rules.talking import tenths
from reviews.health.services.facts import over_time
from reviews.models import HealthCheck
from reviews.results.rules.chart import Chart, ChartFacts, Point, draw
from reviews.rules.health_words import Scale

from .find import check_title

MOST = 6  # columns that fit beside the picture
ENDS = (Decimal(min(Scale.values)), Decimal(max(Scale.values)))
Known = list[tuple[HealthCheck, Outcome]]


def compared(partnership: Partnership) -> dict[str, Any] | None:
    """The averages of the latest checks that are over; None before there are two to compare."""
    known = over_time(partnership, timezone.localdate(), MOST)
    if len(known) < 2:
        return None
    rows = [
        {
            "label": f"{each.number}. {each.label}",
            "chart": _drawn(each.label, known, place),
            "means": [_mean(outcome, place) for _check, outcome in known],
        }
        for place, each in enumerate(INGREDIENTS)
    ]
    return {"titles": [check_title(check) for check, _outcome in known], "rows": rows}


def compared_columns(titles: list[str]) -> list[Column]:
    return [
        Column(gettext_lazy("Ingredient"), lambda row: row["label"]),
        *(Column(title, lambda row, place=place: row["means"][place]) for place, title in enumerate(titles)),
    ]


def _mean(outcome: Outcome, place: int) -> str:
    mean = outcome.lines[place].mean
    return "" if mean is None else tenths(mean)


def _drawn(label: str, known: Known, place: int) -> Chart | None:
    points = []
    for check, outcome in known:
        mean = outcome.lines[place].mean
        if mean is not None:
            day = timezone.localdate(check.closed_at) if check.closed_at else check.ends_on
            points.append(Point(day, mean, str(day.year)))
    return draw(ChartFacts(label, "", tuple(points), ends=ENDS))
