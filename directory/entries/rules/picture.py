"""Results of a case study as bars, drawn on the server: how long each bar is, and the same in words (D2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

ROW, TOP, LABELS, WIDEST, WIDTH = 30, 6, 130, 360, 640


@dataclass(frozen=True)
class Bar:
    label: str
    number: str
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y + 15

    @property
    def number_x(self) -> int:
        return LABELS + self.width + 8


@dataclass(frozen=True)
class Picture:
    title: str
    note: str
    bars: tuple[Bar, ...]

    width = WIDTH
    left = LABELS

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars)

    @property
    def words(self) -> str:
        """What a reader hears who does not see the bars."""
        return "; ".join(f"{bar.label}: {bar.number}" for bar in self.bars)


def picture_of(row: Mapping[str, Any], language: str) -> Picture:
    """The longest bar is the largest number; zero is the beginning of all."""
    points = [(str(label), float(number)) for label, number in row["points"]]
    largest = max((number for _label, number in points), default=0) or 1
    bars = tuple(
        Bar(label, format_decimal(number, locale=language), TOP + ROW * place, max(1, round(WIDEST * number / largest)))
        for place, (label, number) in enumerate(points)
    )
    return Picture(row["title"], row.get("note", ""), bars)
