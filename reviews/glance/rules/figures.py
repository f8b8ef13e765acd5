"""The figures for the head of a service, as sentences, bars and tables (O6, R3). Pure: counts in, words out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pes_partnerships.lib.dates import display_date
from reviews.rules.vocabulary import Worth

NOT_SAID = ""  # no review yet, or the question was left open
ORDER = (Worth.YES, Worth.PARTLY, Worth.NO, NOT_SAID)
LENGTHS = ((7, "1–7"), (30, "8–30"), (90, "31–90"), (None, "> 90"))  # days late
WIDTH, HEIGHT, ROW = 326, 18, 48  # as wide as a phone, the label above its bar: lettering is never scaled down


def worth_words(worth: str) -> str:
    match worth:
        case Worth.YES:
            return pgettext("the partnership", "adds value")
        case Worth.PARTLY:
            return pgettext("the partnership", "in part")
        case Worth.NO:
            return pgettext("the partnership", "adds none")
    return pgettext("the partnership", "cannot be said")


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it begins, how wide it is, and the number that fits in it or not."""

    kind: str
    x: float
    width: float
    number: int
    middle: float

    @property
    def fits(self) -> bool:
        return self.width >= 18


@dataclass(frozen=True)
class Bar:
    label: str
    parts: list[Part]
    numbers: list[int]
    total: int
    y: int
    end: float


@dataclass(frozen=True)
class ValueTable:
    """By model, how many partnerships add value by their latest confirmed review; `numbers` in the order of ORDER."""

    bars: list[Bar]
    totals: list[int]
    total: int
    height: int

    @property
    def description(self) -> str:
        line, words = _("%(model)s: %(numbers)s"), [worth_words(worth) for worth in ORDER]
        said = [line % {"model": bar.label, "numbers": _list(bar.numbers, words)} for bar in self.bars]
        return "; ".join(said)


def _list(numbers: Iterable[int], words: Iterable[str]) -> str:
    return ", ".join(f"{number} {word}" for number, word in zip(numbers, words, strict=True))


def value_table(counts: Mapping[tuple[str, str], int], labels: Mapping[str, str]) -> ValueTable:
    """`counts`: by (model, worth); `labels`: the models in their order. Models without partnerships are left out."""
    rows = []
    for model, label in labels.items():
        numbers = [
            sum(number for (of, worth), number in counts.items() if of == model and group_of(worth) == each)
            for each in ORDER
        ]
        if sum(numbers):
            rows.append((label, numbers))
    most = max((sum(numbers) for _label, numbers in rows), default=1)
    bars = [_bar(label, numbers, most, place) for place, (label, numbers) in enumerate(rows)]
    totals = [sum(bar.numbers[place] for bar in bars) for place in range(len(ORDER))]
    return ValueTable(bars, totals, sum(totals), max(1, len(bars)) * ROW)


def group_of(worth: str) -> str:
    """The place in ORDER of a code: what was not said and what nobody could say are one."""
    return worth if worth in (Worth.YES, Worth.PARTLY, Worth.NO) else NOT_SAID


def _bar(label: str, numbers: list[int], most: int, place: int) -> Bar:
    room, x, parts = WIDTH - 36, 0.0, []
    for kind, number in zip(("yes", "partly", "no", "open"), numbers, strict=True):
        width = round(room * number / most, 1)
        if number:
            parts.append(Part(kind, round(x, 1), width, number, round(x + width / 2, 1)))
        x += width
    return Bar(label, parts, numbers, sum(numbers), place * ROW, round(x + 6, 1))


@dataclass(frozen=True)
class Late:
    """One kind of thing that is overdue; `numbers` in the order of LENGTHS."""

    label: str
    code: str
    numbers: list[int]
    longest: int  # days

    @property
    def total(self) -> int:
        return sum(self.numbers)


def length_of(due_on: date, today: date) -> int:
    """The place in LENGTHS of something that was due before today."""
    days = (today - due_on).days
    return next(place for place, (most, _label) in enumerate(LENGTHS) if most is None or days <= most)


def first_days(today: date) -> list[tuple[date | None, date]]:
    """For each of LENGTHS the first and the last day on which such a thing was due, for the database."""
    found, last = [], today - timedelta(days=1)
    for most, _label in LENGTHS:
        first = today - timedelta(days=most) if most else None
        found.append((first, last))
        last = first - timedelta(days=1) if first else last
    return found


def sentences(
    *, none: int, none_go_on: int, open_decisions: int, oldest: date | None, late: int, very_late: int
) -> list[dict[str, str]]:
    """What to know first: at most three, each with where its list stands on the page."""
    found = []
    if none:
        text = ngettext(
            "%(count)s partnership adds no value by its last review.",
            "%(count)s partnerships add no value by their last review.",
            none,
        )
        more = ngettext("%(count)s of them goes on.", "%(count)s of them go on.", none_go_on)
        found.append(_sentence(text % {"count": none}, more % {"count": none_go_on} if none_go_on else "", "none"))
    if open_decisions:
        text = ngettext(
            "%(count)s decision is not carried out.", "%(count)s decisions are not carried out.", open_decisions
        )
        more = _("The oldest has waited since %(day)s.") % {"day": display_date(oldest)} if oldest else ""
        found.append(_sentence(text % {"count": open_decisions}, more, "decided"))
    if late:
        text = ngettext("%(count)s thing is overdue.", "%(count)s things are overdue.", late)
        more = ngettext("%(count)s by more than 90 days.", "%(count)s by more than 90 days.", very_late)
        found.append(_sentence(text % {"count": late}, more % {"count": very_late} if very_late else "", "late"))
    return found


def _sentence(text: str, more: str, anchor: str) -> dict[str, str]:
    return {"text": text, "more": more, "anchor": anchor}
