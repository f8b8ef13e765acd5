"""Results of a case study as bars, drawn on the server: how long each bar is, and the same in words (D2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

WIDTH, ROW, ABOVE = 320, 46, 18  # as wide as a phone, so that words keep their size; words are above their bar


@dataclass(frozen=True)
class Bar:
    label: str
    number: str
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y - 5


@dataclass(frozen=True)
class Picture:
    title: str
    note: str
    bars: tuple[Bar, ...]

    width = WIDTH

    @property
    def height(self) -> int:
        return ROW * len(self.bars)

    @property
    def words(self) -> str:
        """What a reader hears who does not see the bars."""
        return "; ".join(f"{bar.label}: {bar.number}" for bar in self.bars)


def picture_of(row: Mapping[str, Any], language: str) -> Picture:
    """The longest bar is the largest number; zero is the beginning of all."""
    points = [(str(label), float(number)) for label, number in row["points"]]
    largest = max((number for _label, number in points), default=0) or 1
    bars = tuple(
        Bar(
            label, format_decimal(number, locale=language), ABOVE + ROW * place, max(1, round(WIDTH * number / largest))
        )
        for place, (label, number) in enumerate(points)
    )
    return Picture(row["title"], row.get("note", ""), bars)
