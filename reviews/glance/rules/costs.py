"""Value against cost, as a picture and its table, for one year and one currency (O3, O8). Pure: counts in, words out.

A circle is the partnerships of one judgement whose cost lies in one step. Nothing is converted or added over
currencies.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from partnerships.portfolio.rules.counting import STEPS
from pes_partnerships.lib.numbers import display_money, display_number
from reviews.glance.rules.figures import ORDER, WIDTH, group_of, worth_words

BAND, TOP, EDGE = 62, 32, 30  # a band of a judgement: its name, a circle, the number below
AXIS = 34  # the two lines below the last band
KINDS = ("yes", "partly", "no", "open")
MILLION = 1_000_000
WIDEST, LARGEST, SMALLEST = 84.0, 14.0, 4.0  # between two steps; the radius of a circle
DIGIT = 8  # pixels


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Band:
    """One judgement: its name above its line, and all of its circles as one path."""

    kind: str
    name: Label
    line: str
    circles: str


@dataclass(frozen=True)
class Row:
    """One step of cost; `numbers` in the order of ORDER."""

    label: str
    numbers: list[int]

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True)
class CostPicture:
    currency: str
    year: int
    width: int
    height: int
    bands: list[Band]
    numbers: list[Label]
    ticks: list[Label]
    marks: str
    axis: str
    rows: list[Row]
    description: str

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


def cost_picture(currency: str, year: int, counts: Mapping[tuple[str, int], int]) -> CostPicture:
    """`counts`: by (worth, step) of STEPS, at least one."""
    grouped: Counter[tuple[str, int]] = Counter()
    for (worth, step), number in counts.items():
        grouped[group_of(worth), step] += number
    steps = range(min(step for _worth, step in grouped), max(step for _worth, step in grouped) + 1)
    places = _Places(steps)
    most = max(grouped.values())
    bands, numbers = [], []
    for order, worth in enumerate(ORDER):
        y = TOP + order * BAND
        found = [(step, grouped[worth, step]) for step in steps if grouped[worth, step]]
        circles = [_circle(places.x(step), y, places.radius(number, most)) for step, number in found]
        bands.append(
            Band(KINDS[order], Label("0", str(y - 18), worth_words(worth)), f"M0 {y}H{WIDTH}", "".join(circles))
        )
        numbers += [
            Label(_written(places.x(step)), str(y + 28), text)
            for step, number in found
            if len(text := display_number(number)) * DIGIT <= places.between
        ]
    bottom = TOP + len(ORDER) * BAND - 24
    rows = [Row(step_words(step, currency), [grouped[worth, step] for worth in ORDER]) for step in steps]
    ticks = places.ticks()
    return CostPicture(
        currency=currency,
        year=year,
        width=WIDTH,
        height=bottom + AXIS,
        bands=bands,
        numbers=numbers,
        ticks=[Label(_written(min(max(x, EDGE), WIDTH - EDGE)), str(bottom + 18), text) for x, text in ticks],
        marks="".join(f"M{_written(x)} {bottom}v5" for x, _text in ticks),
        axis=f"M0 {bottom}H{WIDTH}",
        rows=[row for row in rows if row.total],
        description=_described(rows),
    )


class _Places:
    """Where each step lies: side by side in the order of cost, as wide as there is room, between its two borders."""

    def __init__(self, steps: range):
        self.steps = steps
        self.between = min(WIDEST, WIDTH / len(steps))

    def x(self, step: float) -> float:
        return (step - self.steps[0] + 0.5) * self.between

    def radius(self, number: int, most: int) -> float:
        """By area, so that four times as many look four times as large."""
        largest = min(LARGEST, self.between * 0.46)
        return max(SMALLEST, largest * (number / most) ** 0.5)

    def ticks(self) -> list[tuple[float, str]]:
        """The borders between steps that are named: powers of ten where there are two of them in the picture."""
        borders = [border for border in range(self.steps[0], self.steps[-1] + 2) if 1 <= border <= len(STEPS)]
        tens = [border for border in borders if border % 2]
        named = tens if len(tens) > 1 else borders[:: max(1, len(borders) - 1)]
        if len(named) > 1 and (named[1] - named[0]) * self.between < DIGIT * 9:
            named = named[::2]
        return [(self.x(border - 0.5), _short(STEPS[border - 1])) for border in named]


def _circle(x: float, y: float, r: float) -> str:
    arc = f"a{_written(r)} {_written(r)} 0 1 0"
    return f"M{_written(x - r)} {y}{arc} {_written(2 * r)} 0{arc} {_written(-2 * r)} 0z"


def _short(amount: int) -> str:
    if amount < MILLION:
        return display_number(amount)
    millions = amount // MILLION
    return ngettext("%(count)s million", "%(count)s million", millions) % {"count": display_number(millions)}


def step_words(step: int, currency: str) -> str:
    """“EUR 10,000 to under 30,000”."""
    if step == 0:
        return pgettext("amount of money", "under %(to)s") % {"to": display_money(Decimal(STEPS[0]), currency)}
    begins = display_money(Decimal(STEPS[step - 1]), currency)
    if step == len(STEPS):
        return pgettext("amount of money", "%(from)s or more") % {"from": begins}
    said = {"from": begins, "to": display_number(STEPS[step])}
    return pgettext("amount of money", "%(from)s to under %(to)s") % said


def _described(rows: Iterable[Row]) -> str:
    """Of each judgement how many, and the step in which most of them lie."""
    lines = []
    for order, worth in enumerate(ORDER):
        found = [(row.numbers[order], row.label) for row in rows]
        if number := sum(count for count, _label in found):
            said = {"value": worth_words(worth), "number": display_number(number), "step": max(found)[1]}
            lines.append(_("%(value)s: %(number)s, most of them at %(step)s") % said)
    return "; ".join(lines)


def _written(number: float) -> str:
    return f"{number:.1f}"
