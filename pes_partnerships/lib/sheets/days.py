"""Days as people in Europe write them: 31.12.2025, 31/12/25, 1er mars 2025, Dec 2025, 46022. Pure.

What can be read in two ways is never guessed: `DayUnclear` says which question about the whole file would settle it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate, PartialDateError
from pes_partnerships.lib.text import fold

ORDER, CENTURY = "days", "centuries"  # the questions that a file can raise
DAY_FIRST, MONTH_FIRST = "day", "month"
AROUND_NOW, THIS, LAST = "around", "20", "19"

# languages whose names of months are understood besides the file's own, as far as they do not contradict each other
LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mk", "mt",
    "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sr_Latn", "sv", "tr", "uk",
)  # fmt: skip
_TIME = re.compile(r"(?<=\d)[T ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})\s*([./])\s*(\d{1,2})(?:\s*\2\s*(\d{1,2}))?\s*\.?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\s*(?:\.|г\.?|r\.?|m\.?)?", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SPAN = re.compile(r"(?:\s+(?:-|/)\s+)|\s*[‐‑‒–—―−]\s*")
_TWO_YEARS = re.compile(r"\s*(\d{4})\s*[-/‐‑‒–—―−]\s*(\d{4})\s*", re.ASCII)
_MONTH_AND_SHORT_YEAR = re.compile(r"[^\W\d_]+\.?[\s'’-]+\d{2}")
_WORDS = re.compile(r"[^\W\d_]+")
_FIRST_DAY = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
_MONTHS, _PIVOT, _HUNDRED = 12, 50, 100
_LONGEST_PARTICLE = 2  # de, of, le, er, ta, m, d
_PARTICLES = frozenset({"gada", "god", "rok", "anno"})


@dataclass(frozen=True)
class Ways:
    """How the days of one file are written: what was asked once, and the language of its months."""

    days: str = ""
    centuries: str = ""
    language: str = ""


class DayRefused(ValueError):
    """This is no day; the text names the whole cell and says what to write."""


class DayUnclear(ValueError):
    """It can be read in two ways; `question` is ORDER or CENTURY."""

    def __init__(self, question: str, text: str) -> None:
        super().__init__(text)
        self.question = question


@dataclass(frozen=True)
class Day:
    """A date as precise as it was written, in EDTF; `is_serial` where only a spreadsheet's number of the day stood."""

    text: str
    is_serial: bool = False


def read_day(text: str, ways: Ways = Ways()) -> Day:
    """Raises DayRefused or DayUnclear."""
    bare = _TIME.sub("", " ".join(text.split()))
    if both := _TWO_YEARS.fullmatch(bare):
        return Day(_checked(f"{both[1]}/{both[2]}", text))
    ends = _SPAN.split(bare)
    if len(ends) == 2 and all(ends):
        return Day(_checked("/".join(_point(end, ways, text) for end in ends), text))
    if _SERIAL.fullmatch(bare):
        return Day((_FIRST_DAY + datetime.timedelta(days=int(float(bare)))).isoformat(), is_serial=True)
    return Day(_checked(_point(bare, ways, text), text))


def _point(bare: str, ways: Ways, cell: str) -> str:
    if found := _YEAR_FIRST.fullmatch(bare):
        return "-".join(part.zfill(2) for part in (found[1], found[3], found[4]) if part)
    if found := _YEAR_LAST.fullmatch(bare):
        first, sign, second = int(found[1]), found[2], int(found[3])
        day, month = _ordered(first, second, sign, ways, cell)
        return f"{_year(found[4], ways, cell):04d}-{month:02d}-{day:02d}"
    if found := _MONTH_AND_YEAR.fullmatch(bare):
        return f"{found[2]}-{int(found[1]):02d}"
    if _WORDS.search(bare):
        return _in_words(bare, ways, cell)
    return bare


def _ordered(first: int, second: int, sign: str, ways: Ways, cell: str) -> tuple[int, int]:
    """Day and month. Whoever writes full stops puts the day first, everywhere."""
    if sign == "." or first > _MONTHS or first == second:
        return first, second
    if second > _MONTHS:
        return second, first
    if not ways.days:
        raise DayUnclear(
            ORDER,
            _("“%(text)s” can be read in two ways. State once for the whole file whether the day or the month comes "
              "first.") % {"text": cell[:40]},
        )  # fmt: skip
    return (first, second) if ways.days == DAY_FIRST else (second, first)


def _year(digits: str, ways: Ways, cell: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    match ways.centuries:
        case "20" | "19":
            return int(ways.centuries) * _HUNDRED + year
        case "around":
            return year + (2000 if year < _PIVOT else 1900)
    raise DayUnclear(
        CENTURY,
        _("The year of “%(text)s” has two digits only. State once for the whole file which century is meant.")
        % {"text": cell[:40]},
    )


def _in_words(bare: str, ways: Ways, cell: str) -> str:
    """“31 décembre 2025”, “Dec 2025”, “2025. gada 31. decembris”: a month by name, a year, and perhaps a day."""
    words = {word: _months_of(word, ways.language) for word in _WORDS.findall(fold(bare))}
    if any(len(word) > _LONGEST_PARTICLE and not found and word not in _PARTICLES for word, found in words.items()):
        raise _refused(cell)
    months = {month for found in words.values() for month in found}
    numbers = re.findall(r"\d+", bare)
    years = [number for number in numbers if _YEAR.fullmatch(number)]
    days = [number for number in numbers if len(number) <= 2]
    if len(months) == 1 and len(years) == 1 and len(days) == len(numbers) - 1 <= 1:
        month = f"{years[0]}-{months.pop():02d}"
        return f"{month}-{int(days[0]):02d}" if days else month
    if len(months) == 1 and not years and len(days) == 2:
        return f"{_year(days[1], ways, cell):04d}-{months.pop():02d}-{int(days[0]):02d}"
    if len(months) == 1 and _MONTH_AND_SHORT_YEAR.fullmatch(bare):  # how a spreadsheet shows a month
        return f"{_year(numbers[0], ways, cell):04d}-{months.pop():02d}"
    if len(months) > 1 and len(years) == 1:
        raise DayRefused(
            _("“%(text)s” names a month that differs between languages. Write the month as a number, such as 2025-12.")
            % {"text": cell[:40]}
        )
    raise _refused(cell)


def _months_of(word: str, language: str) -> set[int]:
    """By the file's own language, else by all others together: a word that they read differently stays unclear."""
    own = _names_of(language).get(word) if language else None
    return {own} if own else {month for other in LANGUAGES if (month := _names_of(other).get(word))}


@cache
def _names_of(language: str) -> dict[str, int]:
    try:
        months = Locale.parse(language, sep="_" if "_" in language else "-").months
    except ValueError:  # a language that nobody has written down months for
        return {}
    found: dict[str, int] = {}
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            found |= {word: month for month, word in _written(months[context][width])}
    return found


def _written(names: dict[int, str]) -> Iterator[tuple[int, str]]:
    for month, name in names.items():
        words = _WORDS.findall(fold(name))
        if words:
            yield month, max(words, key=len)


def _checked(edtf: str, cell: str) -> str:
    try:
        return str(PartialDate.parse(edtf))
    except PartialDateError as error:
        if re.fullmatch(r"[\d/-]+", edtf):
            raise DayRefused(f"“{cell.strip()[:40]}”: {error}") from error
        raise _refused(cell) from error


def _refused(cell: str) -> DayRefused:
    return DayRefused(
        _("“%(text)s” is not a date. Write a day (31.12.2025 or 2025-12-31), a month (2025-12), a year (2025) or two "
          "years (2018/2019).") % {"text": cell.strip()[:40]}
    )  # fmt: skip
