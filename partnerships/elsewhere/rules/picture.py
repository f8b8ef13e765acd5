"""The texts of a partnership as a row: periods, gaps between them, and their drawing (A15, A16). Pure."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from partnerships.rules.lifecycle import AgreementStatus

DAY = datetime.timedelta(days=1)
IN_FORCE, REPLACED, UNSAID, TO_COME = "in_force", "replaced", "unsaid", "to_come"
HEIGHT = 74
YEARS_SHOWN = 6
WIDE, NARROW = 960, 320


@dataclass(frozen=True)
class Span:
    """A text in the row: `number` counts from the earliest; `ends` as its own words say."""

    key: int
    number: int
    title: str
    status: str
    begins: datetime.date | None
    ends: datetime.date | None = None


@dataclass(frozen=True)
class Between:
    """Days on which no text governed, after the text `after` and before `before`."""

    after: int
    before: int
    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def gaps_between(spans: Sequence[Span]) -> list[Between]:
    """Of texts in their order; where an end or a beginning is not known, none can be told."""
    known = [span for span in spans if span.begins]
    found, covered = [], None
    for earlier, later in itertools.pairwise(known):
        covered = max(filter(None, (covered, earlier.ends)), default=None)
        if earlier.ends and covered and later.begins > covered + DAY:
            found.append(Between(earlier.key, later.key, covered + DAY, later.begins - DAY))
    return found


@dataclass(frozen=True)
class Piece:
    x: str
    width: str
    kind: str
    label: str = ""
    label_x: str = ""


@dataclass(frozen=True)
class Tick:
    x: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class RowPicture:
    width: int
    height: int
    pieces: list[Piece]
    ticks: list[Tick]
    today: Tick | None
    pattern: str  # the id of its stripes; two drawings of one page have two
    kinds: list[str] = field(default_factory=list)


def row_picture(spans: Sequence[Span], *, today: datetime.date, width: int, pattern: str) -> RowPicture | None:
    """Left to right in time; None where no text has a beginning that is known."""
    known = [span for span in spans if span.begins]
    if not known:
        return None
    first = datetime.date(known[0].begins.year, 1, 1)
    ends = [span.ends for span in known if span.ends]
    last_year = max([today.year, known[-1].begins.year, *(day.year for day in ends)])
    last = datetime.date(last_year, 12, 31)
    scale = _Scale(first, last, width)
    pieces: list[Piece] = []
    for span, following in itertools.zip_longest(known, known[1:]):
        pieces += _pieces(span, following, today, last, scale)
    return RowPicture(
        width=width,
        height=HEIGHT,
        pieces=pieces,
        ticks=_ticks(first.year, last_year + 1, scale, width),
        today=Tick(scale.at(today), "", _anchor(scale.x(today), width)),
        pattern=pattern,
        kinds=[kind for kind in (IN_FORCE, REPLACED, UNSAID, TO_COME) if any(piece.kind == kind for piece in pieces)],
    )


class _Scale:
    def __init__(self, first: datetime.date, last: datetime.date, width: int):
        self.first, self.span, self.width = first, (last + DAY - first).days, width - 2

    def x(self, day: datetime.date) -> float:
        return 1 + (day - self.first).days / self.span * self.width

    def at(self, day: datetime.date) -> str:
        return f"{self.x(day):.1f}"


def _pieces(
    span: Span, following: Span | None, today: datetime.date, last: datetime.date, scale: _Scale
) -> list[Piece]:
    """Until its own end, or the beginning of the text that follows; after today it is to come."""
    until = span.ends or (following.begins - DAY if following else None)
    if following:
        until = min(until, following.begins - DAY)
    until = max(span.begins, min(until or last, last))
    if span.status == AgreementStatus.IN_FORCE:
        kind = IN_FORCE
    elif span.ends is None:
        kind = UNSAID
    else:
        kind = REPLACED
    parts = [(span.begins, min(until, today), kind), (max(span.begins, today + DAY), until, TO_COME)]
    drawn = [(begin, end, kind) for begin, end, kind in parts if begin <= end]
    number = str(span.number)
    return [
        _piece(begin, end, kind, scale, number if place == 0 else "") for place, (begin, end, kind) in enumerate(drawn)
    ]


def _piece(begin: datetime.date, end: datetime.date, kind: str, scale: _Scale, label: str) -> Piece:
    x, wide = scale.x(begin), max(scale.x(end + DAY) - scale.x(begin), 2)
    fits = wide >= 8 + 8 * len(label)
    return Piece(f"{x:.1f}", f"{wide:.1f}", kind, label if fits else "", f"{x + 5:.1f}")


def _ticks(first: int, last: int, scale: _Scale, width: int) -> list[Tick]:
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if (last - first) / each <= YEARS_SHOWN)
    years = sorted({first, *range(first - first % step + step, last + 1, step)})
    if len(years) > 1 and (years[1] - years[0]) * 2 < step:
        years.pop(1)
    found = []
    for year in years:
        x = min(scale.x(datetime.date(year, 1, 1)), width - 1)
        found.append(Tick(f"{x:.1f}", str(year), _anchor(x, width)))
    return found


def _anchor(x: float, width: int) -> str:
    return "start" if x < 20 else "end" if x > width - 20 else "middle"
