"""One ingredient as a picture: letters for groups, numbers for answers, a line from the last check to this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .counting import Line

WIDTH, LEFT, RIGHT = 320, 24, 296
DOT, STEP = 9, 21  # radius of a letter's dot, and how much lower the next row of dots is
BOX = 22


@dataclass(frozen=True)
class Dot:
    """A group: coordinates as SVG writes them, never with a reader's decimal comma."""

    x: str
    y: str
    text_y: str
    letter: str
    kind: str


@dataclass(frozen=True)
class Box:
    """How many gave one answer."""

    x: str
    y: str
    middle: str
    text_y: str
    count: int


@dataclass(frozen=True)
class Picture:
    height: int
    grid: str
    dots: tuple[Dot, ...]
    boxes: tuple[Box, ...]
    mean: str
    mean_y: str
    before: str = ""
    line: str = ""


KINDS = ("dot-full", "dot-hollow", "dot-dark")


def draw(line: Line, letters: Mapping[str, str]) -> Picture | None:
    """`letters` by group, in the order of the legend. Nothing where too few answered."""
    if line.mean is None:
        return None
    dots, bottom = _dots(line, letters)
    boxes = tuple(_box(step, number, bottom) for step, number in enumerate(line.steps, 1) if number)
    mean_y = bottom + BOX + 14
    height = mean_y + 10
    here = _x(line.mean)
    was = _x(line.before) if line.before is not None else None
    return Picture(
        height=height,
        grid="".join(f"M{_x(Decimal(step)):.1f} 0V{height}" for step in (1, 2, 3, 4)),
        dots=dots,
        boxes=boxes,
        mean=f"{here:.1f}",
        mean_y=str(mean_y),
        before=f"{was:.1f}" if was is not None else "",
        line=f"M{was:.1f} {mean_y}H{here:.1f}" if was is not None else "",
    )


def _x(value: Decimal) -> float:
    return LEFT + (RIGHT - LEFT) * float(value - 1) / 3


def _dots(line: Line, letters: Mapping[str, str]) -> tuple[tuple[Dot, ...], int]:
    """Dots that would lie on each other go a row lower; with them where the next thing begins."""
    rows: list[float] = []  # the rightmost centre of each row
    found = []
    kinds = {key: KINDS[place % len(KINDS)] for place, key in enumerate(letters)}
    for key in sorted(line.groups, key=lambda key: (line.groups[key], key)):
        x = _x(line.groups[key])
        row = next((place for place, last in enumerate(rows) if x - last >= 2 * DOT + 1), len(rows))
        rows[row : row + 1] = [x]
        y = DOT + 1 + row * STEP
        found.append(Dot(f"{x:.1f}", str(y), str(y + 4), letters[key], kinds[key]))
    return tuple(found), len(rows) * STEP + 4


def _box(step: int, number: int, top: int) -> Box:
    x = _x(Decimal(step))
    return Box(f"{x - BOX / 2:.1f}", str(top), f"{x:.1f}", str(top + 16), number)
