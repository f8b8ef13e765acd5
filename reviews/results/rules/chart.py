"""A small line chart as coordinates: values in, texts for SVG out. The template draws, the table beside it tells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from reviews.shared.rules import with_unit

WIDTH, HEIGHT = 270, 110
LEFT, RIGHT, TOP, BOTTOM = 8, 180, 18, 84
SPACE = Decimal("0.12")  # air above and below the lines, so that no label is cut
LABEL_GAP = 14
MOST_DOTS = 12  # from there on they would touch: the line alone is drawn, with the last value and the estimates


class Point(NamedTuple):
    on: date
    value: Decimal
    label: str
    is_estimate: bool = False


@dataclass(frozen=True)
class ChartFacts:
    title: str
    unit: str
    points: tuple[Point, ...]
    control: tuple[Point, ...] = ()
    target: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None


class Dot(NamedTuple):
    """A drawn point: coordinates as SVG writes them (never with a reader's decimal comma)."""

    x: str
    y: str
    is_estimate: bool = False


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    description: str
    line: str = ""
    estimate_line: str = ""
    control_line: str = ""
    target_line: str = ""
    baseline_line: str = ""
    axis: str = ""
    dots: tuple[Dot, ...] = ()
    control_dots: tuple[Dot, ...] = ()
    texts: tuple[Text, ...] = ()


class _Scale:
    def __init__(self, facts: ChartFacts):
        every = (*facts.points, *facts.control)
        values = [point.value for point in every]
        values += [each for each in (facts.target, facts.baseline) if each is not None]
        low, high = min(values), max(values)
        air = (high - low) * SPACE or abs(high) * SPACE or Decimal(1)
        self.low, self.high = float(low - air), float(high + air)
        self.first, last = min(point.on for point in every).toordinal(), max(point.on for point in every).toordinal()
        self.days = last - self.first

    def y(self, value: Decimal) -> float:
        return BOTTOM - (BOTTOM - TOP) * (float(value) - self.low) / (self.high - self.low)

    def dots(self, points: tuple[Point, ...]) -> tuple[Dot, ...]:
        """All at once: a page draws hundreds."""
        wide = (RIGHT - LEFT) / self.days if self.days else 0.0
        left = LEFT if self.days else (LEFT + RIGHT) / 2
        first, low, rise = self.first, self.low, (BOTTOM - TOP) / (self.high - self.low)
        return tuple(
            Dot(
                f"{left + wide * (on.toordinal() - first):.1f}",
                f"{BOTTOM - rise * (float(value) - low):.1f}",
                is_estimate,
            )
            for on, value, _label, is_estimate in points
        )

    def level(self, value: Decimal) -> str:
        y = _written(self.y(value))
        return f"M{LEFT} {y}H{RIGHT}"


def draw(facts: ChartFacts) -> Chart | None:
    """The chart of two or more values; one value alone has no line, and no chart."""
    if len(facts.points) < 2:
        return None
    scale = _Scale(facts)
    dots, control = scale.dots(facts.points), scale.dots(facts.control)
    # the way to an estimate is drawn apart from what was measured
    solid = [dot for dot in dots if not dot.is_estimate]
    tail = dots[-2:] if dots[-1].is_estimate else ()
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        description=_described(facts),
        line=_path(solid),
        estimate_line=_path(tail),
        control_line=_path(control),
        target_line=scale.level(facts.target) if facts.target is not None else "",
        baseline_line=scale.level(facts.baseline) if facts.baseline is not None else "",
        axis=f"M{LEFT} {BOTTOM + 6}H{RIGHT}",
        dots=_marked(dots),
        control_dots=_marked(control),
        texts=tuple(_texts(facts, scale)),
    )


def _marked(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    return dots if len(dots) <= MOST_DOTS else tuple(each for each in dots if each.is_estimate or each is dots[-1])


def _path(dots: tuple[Dot, ...] | list[Dot]) -> str:
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else ""


def _texts(facts: ChartFacts, scale: _Scale) -> list[Text]:
    first, last = facts.points[0], facts.points[-1]
    texts = [
        Text(str(LEFT), str(HEIGHT - 6), first.label, "label-muted"),
        Text(str(RIGHT), str(HEIGHT - 6), last.label, "label-muted end"),
    ]
    right = [
        (
            scale.y(last.value),
            with_unit(last.value, facts.unit if len(facts.unit) < 4 else ""),
            "label-strong",
        )
    ]
    if facts.target is not None:
        right.append((scale.y(facts.target), _("target %(value)s") % {"value": with_unit(facts.target, "")}, ""))
    if facts.baseline is not None:
        start = _("baseline %(value)s") % {"value": with_unit(facts.baseline, "")}
        right.append((scale.y(facts.baseline), start, "label-muted"))
    return texts + [Text(str(RIGHT + 8), _written(y + 4), text, kind) for y, text, kind in _spread(right)]


def _spread(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Labels that would lie on each other move apart, from the top down; none leaves the picture."""
    placed: list[tuple[float, str, str]] = []
    for y, text, kind in sorted(labels):
        free = max(y, placed[-1][0] + LABEL_GAP) if placed else y
        placed.append((free, text, kind))
    over = max(0.0, placed[-1][0] - (HEIGHT - 8))
    return [(y - over, text, kind) for y, text, kind in placed]


def _described(facts: ChartFacts) -> str:
    first, last = facts.points[0], facts.points[-1]
    said = {
        "title": facts.title,
        "first": with_unit(first.value, facts.unit),
        "first_day": first.label,
        "last": with_unit(last.value, facts.unit),
        "last_day": last.label,
    }
    text = _("%(title)s: from %(first)s in %(first_day)s to %(last)s in %(last_day)s.") % said
    if facts.target is not None:
        target = _("The target is %(target)s.") % {"target": with_unit(facts.target, facts.unit)}
        text = f"{text} {target}"
    return text


def _written(number: float) -> str:
    return f"{number:.1f}"
