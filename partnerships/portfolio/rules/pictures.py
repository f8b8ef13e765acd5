"""The pictures of a large portfolio, from its figures: what ends in which month, and who is served. Pure."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from partnerships.portfolio.rules.counting import month_of
from pes_partnerships.lib.dates import add_months

MONTHS = 12
KINDS = ("agreement", "yearly", "funding")  # from the foot of a column upwards
UNFOLLOWED = "unfollowed"
LARGE = 10  # partnerships; with fewer, the list itself is the picture
HEIGHT, TOP, STEP, BAR = 150, 22, 35, 22  # of the drawing, in pixels
LINE, LABEL, ROOM = 26, 44, 200  # of the drawing for a phone: height of a line, its label, the longest bar


@dataclass(frozen=True)
class Month:
    first: datetime.date
    numbers: dict[str, int]  # by KINDS
    unfollowed: int

    @property
    def key(self) -> str:
        return month_of(self.first)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


def months_of(counts: Counter[str], today: datetime.date) -> list[Month]:
    """This month and the eleven after it."""
    first = today.replace(day=1)
    days = [add_months(first, ahead) for ahead in range(MONTHS)]
    return [
        Month(
            day,
            {kind: counts[f"ends:{month_of(day)}:{kind}"] for kind in KINDS},
            counts[f"ends:{month_of(day)}:{UNFOLLOWED}"],
        )
        for day in days
    ]


@dataclass(frozen=True)
class Block:
    """A part of a bar; `kind` says how it is filled."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawn:
    """A bar with its number; places are those of the text."""

    month: Month
    blocks: list[Block]
    number_x: float
    number_y: float
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    bars: list[Drawn]
    foot: int = 0  # of the columns


def columns(months: list[Month]) -> Drawing:
    """Upright, for wide screens: one column a month."""
    most, foot = max((month.total for month in months), default=0) or 1, TOP + HEIGHT
    bars = []
    for place, month in enumerate(months):
        x, y, blocks = place * STEP + (STEP - BAR) / 2, float(foot), []
        for kind in KINDS:
            height = round(HEIGHT * month.numbers[kind] / most, 1)
            if height:
                y -= height
                blocks.append(Block(kind, x, round(y, 1), BAR, height))
        middle = place * STEP + STEP / 2
        bars.append(Drawn(month, blocks, middle, round(y - 6, 1), middle, foot + 18))
    return Drawing(len(months) * STEP, foot + 44, bars, foot)


def rows(months: list[Month]) -> Drawing:
    """Lying, for a phone: one line a month."""
    most = max((month.total for month in months), default=0) or 1
    bars = []
    for place, month in enumerate(months):
        x, blocks = float(LABEL), []
        for kind in KINDS:
            width = round(ROOM * month.numbers[kind] / most, 1)
            if width:
                blocks.append(Block(kind, round(x, 1), place * LINE + 4, width, LINE - 8))
                x += width
        bars.append(Drawn(month, blocks, round(x + 6, 1), place * LINE + 18, 0, place * LINE + 18))
    return Drawing(320, len(months) * LINE, bars)


def served_by(counts: Counter[str], kind: str) -> dict[str, Counter[str]]:
    """By code how many partnerships serve it under each model."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, number in counts.items():
        match name.split(":"):
            case [of, code, model] if of == kind:
                found[code][model] += number
    return found


def shade(number: int, most: int) -> int:
    """0 for none, else one of three, by the share of the largest; small numbers stay light."""
    return -(-3 * number // max(most, 3)) if number else 0
