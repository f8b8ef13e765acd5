"""A line chart as coordinates: values in, texts for SVG out. The template draws, the table beside it tells.

One drawing in three frames: small for a line of a list, and for a page of its own wide or, on a phone, narrow. No
frame is scaled on the screen, so that its lettering is as large as the text around it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviews.shared.rules import number, with_unit

SPACE = Decimal("0.12")  # air above and below the lines, so that no label is cut
LABEL_GAP = 14
MOST_DOTS = 12  # from there on they would touch: the line alone is drawn, with the last value and the estimates
MOST_STEPS = 6  # of the scale at the left


@dataclass(frozen=True)
class Frame:
    """The paper, and the corners of the field on it; `has_scale`: levels with their numbers at the left."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    most_dots: int = MOST_DOTS
    has_scale: bool = False
    gap: int = 8  # before what stands at the right


SMALL = Frame(width=270, height=110, left=8, right=180, top=18, bottom=84)
WIDE = Frame(width=640, height=280, left=58, right=520, top=18, bottom=240, most_dots=36, has_scale=True, gap=14)
NARROW = Frame(width=320, height=240, left=48, right=216, top=18, bottom=200, has_scale=True, gap=14)


class Point(NamedTuple):
    on: date
    value: Decimal
    label: str
    is_estimate: bool = False


@dataclass(frozen=True)
class ChartFacts:
    """`target_to`: the upper end of a range; `steps`: what is to be reached on which day, milestones and target."""

    title: str
    unit: str
    points: tuple[Point, ...]
    control: tuple[Point, ...] = ()
    target: Decimal | None = None
    target_to: Decimal | None = None
    baseline: Decimal | None = None
    steps: tuple[Point, ...] = ()
    ends: tuple[Decimal, ...] = ()  # of a scale that is the same whatever the values are


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
    grid: str = ""
    dots: tuple[Dot, ...] = ()
    control_dots: tuple[Dot, ...] = ()
    steps: tuple[Dot, ...] = ()
    texts: tuple[Text, ...] = ()


class _Scale:
    def __init__(self, facts: ChartFacts, frame: Frame):
        self.frame = frame
        every = (*facts.points, *facts.control, *facts.steps)
        values = [point.value for point in every]
        values += [each for each in (*facts.ends, facts.target, facts.target_to, facts.baseline) if each is not None]
        low, high = min(values), max(values)
        air = (high - low) * SPACE or abs(high) * SPACE or Decimal(1)
        self.low, self.high = float(low - air), float(high + air)
        self.first, last = min(point.on for point in every).toordinal(), max(point.on for point in every).toordinal()
        self.days = last - self.first

    def y(self, value: Decimal) -> float:
        top, bottom = self.frame.top, self.frame.bottom
        return bottom - (bottom - top) * (float(value) - self.low) / (self.high - self.low)

    def dots(self, points: tuple[Point, ...]) -> tuple[Dot, ...]:
        """All at once: a page draws hundreds."""
        frame = self.frame
        wide = (frame.right - frame.left) / self.days if self.days else 0.0
        left = frame.left if self.days else (frame.left + frame.right) / 2
        first, low, rise = self.first, self.low, (frame.bottom - frame.top) / (self.high - self.low)
        return tuple(
            Dot(
                f"{left + wide * (on.toordinal() - first):.1f}",
                f"{frame.bottom - rise * (float(value) - low):.1f}",
                is_estimate,
            )
            for on, value, _label, is_estimate in points
        )

    def level(self, *values: Decimal | None) -> str:
        frame = self.frame
        return "".join(f"M{frame.left} {_written(self.y(each))}H{frame.right}" for each in values if each is not None)

    def steps(self) -> list[Decimal]:
        """Round numbers between the lowest and the highest, none where the frame has no scale."""
        if not self.frame.has_scale:
            return []
        rough = Decimal(str((self.high - self.low) / MOST_STEPS))
        power = Decimal(10) ** rough.adjusted()
        step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough)
        first = math.ceil(Decimal(str(self.low)) / step)
        return [step * place for place in range(first, math.floor(Decimal(str(self.high)) / step) + 1)]


def draw(facts: ChartFacts, frame: Frame = SMALL) -> Chart | None:
    """The chart of two or more values; one value alone has no line, and no chart."""
    if len(facts.points) < 2:
        return None
    scale = _Scale(facts, frame)
    dots, control = scale.dots(facts.points), scale.dots(facts.control)
    # the way to an estimate is drawn apart from what was measured
    solid = [dot for dot in dots if not dot.is_estimate]
    tail = dots[-2:] if dots[-1].is_estimate else ()
    return Chart(
        width=frame.width,
        height=frame.height,
        description=_described(facts),
        line=_path(solid),
        estimate_line=_path(tail),
        control_line=_path(control),
        target_line=scale.level(facts.target, facts.target_to),
        baseline_line=scale.level(facts.baseline),
        axis=f"M{frame.left} {frame.bottom + 6}H{frame.right}",
        grid=scale.level(*scale.steps()),
        dots=_marked(dots, frame.most_dots),
        control_dots=_marked(control, frame.most_dots),
        steps=scale.dots(facts.steps),
        texts=tuple(_texts(facts, scale)),
    )


def _marked(dots: tuple[Dot, ...], most: int) -> tuple[Dot, ...]:
    return dots if len(dots) <= most else tuple(each for each in dots if each.is_estimate or each is dots[-1])


def _path(dots: tuple[Dot, ...] | list[Dot]) -> str:
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else ""


def _texts(facts: ChartFacts, scale: _Scale) -> list[Text]:
    frame = scale.frame
    every = sorted((*facts.points, *facts.steps), key=lambda point: point.on)
    first, last = _days(every[0], every[-1])
    texts = [
        Text(str(frame.left), str(frame.height - 6), first, "label-muted"),
        Text(str(frame.right), str(frame.height - 6), last, "label-muted end"),
    ]
    texts += [
        Text(str(frame.left - 8), _written(scale.y(each) + 4), number(each), "label-muted end")
        for each in scale.steps()
    ]
    beside = _spread(list(_beside(facts, scale)), frame.height - 8)
    return texts + [Text(str(frame.right + frame.gap), _written(y + 4), text, kind) for y, text, kind in beside]


def _beside(facts: ChartFacts, scale: _Scale) -> Iterator[tuple[float, str, str]]:
    """(height, words, kind) of what stands at the right: the last value, and the name of each other line."""
    last = facts.points[-1].value
    yield scale.y(last), with_unit(last, facts.unit if len(facts.unit) < 4 else ""), "label-strong"
    for each in (facts.target, facts.target_to):
        if each is not None:
            yield scale.y(each), _("target %(value)s") % {"value": with_unit(each, "")}, ""
    if facts.baseline is not None:
        words = _("baseline %(value)s") % {"value": with_unit(facts.baseline, "")}
        yield scale.y(facts.baseline), words, "label-muted"
    if facts.control:
        reached = facts.control[-1].value
        # Translators: short, in a chart: the value of the control group
        words = _("control %(value)s") % {"value": with_unit(reached, "")}
        yield scale.y(reached), words, "label-muted"


def _spread(labels: list[tuple[float, str, str]], lowest: int) -> list[tuple[float, str, str]]:
    """Labels that would lie on each other move apart, from the top down; none leaves the picture."""
    placed: list[tuple[float, str, str]] = []
    for y, text, kind in sorted(labels):
        free = max(y, placed[-1][0] + LABEL_GAP) if placed else y
        placed.append((free, text, kind))
    over = max(0.0, placed[-1][0] - lowest)
    return [(y - over, text, kind) for y, text, kind in placed]


def _days(first: Point, last: Point) -> tuple[str, str]:
    """Their labels, or where these are the same year: the months, or the days."""
    if first.label != last.label or first.on == last.on:
        return first.label, last.label
    within = "M Y" if (first.on.year, first.on.month) != (last.on.year, last.on.month) else "j M Y"
    return date_format(first.on, within), date_format(last.on, within)


def _described(facts: ChartFacts) -> str:
    first, last = facts.points[0], facts.points[-1]
    first_day, last_day = _days(first, last)
    said = {
        "title": facts.title,
        "first": with_unit(first.value, facts.unit),
        "first_day": first_day,
        "last": with_unit(last.value, facts.unit),
        "last_day": last_day,
    }
    found = [_("%(title)s: from %(first)s in %(first_day)s to %(last)s in %(last_day)s.") % said]
    if facts.target is not None and facts.target_to is not None:
        ends = {"least": with_unit(facts.target, ""), "most": with_unit(facts.target_to, facts.unit)}
        found.append(_("The target is %(least)s to %(most)s.") % ends)
    elif facts.target is not None:
        found.append(_("The target is %(target)s.") % {"target": with_unit(facts.target, facts.unit)})
    if facts.control:
        control = {"value": with_unit(facts.control[-1].value, facts.unit), "day": facts.control[-1].label}
        found.append(_("The control group is at %(value)s in %(day)s.") % control)
    return " ".join(found)


def _written(place: float) -> str:
    return f"{place:.1f}"
