"""Dates as agreements state them: a year alone, an interval, nothing; written in the reader's language."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, total_ordering

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from django.utils import timezone
from django.utils.translation import get_language, pgettext, to_locale
from django.utils.translation import gettext as _

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


class PartialDateError(ValueError):
    """What is wrong with a date, as a sentence for who typed it; `part` is day, month, year or empty."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month, a day, an interval of these, or unknown. Its text is EDTF: "2019-05", "2018/2019", "".

    D2: a case keeps the precision of its source, which may state a year alone.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    end: "PartialDate | None" = None

    def __post_init__(self) -> None:
        _check_parts(self.year, self.month, self.day)
        if self.end is not None:
            self._check_end(self.end)

    def _check_end(self, end: "PartialDate") -> None:
        if self.year is None or end.year is None or end.end is not None:
            raise PartialDateError(_("An interval needs a first and a last date, such as 2018/2019."), "year")
        if end.earliest() < self.earliest() or end.latest() < self.latest():
            raise PartialDateError(_("This interval ends before it begins."), "year")

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "PartialDate":
        """Read EDTF text; raises PartialDateError with a sentence that says what is wrong."""
        text = text.strip()
        if not text:
            return cls()
        first, slash, last = text.partition("/")
        start = cls._parse_point(first)
        if not slash:
            return start
        end = cls._parse_point(last)
        return start if end == start else cls(start.year, start.month, start.day, end)

    @classmethod
    def _parse_point(cls, text: str) -> "PartialDate":
        found = _POINT.fullmatch(text.strip())
        if found is None:
            raise PartialDateError(
                _("“%(text)s” is not a date. Write a year (2019), a month (2019-05), a day (2019-05-12) "
                  "or two years (2018/2019).") % {"text": text[:30]},
                "year",
            )  # fmt: skip
        return cls(**{part: int(value) for part, value in found.groupdict().items() if value})

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        """One of unknown, year, month, day, interval."""
        if self.end is not None:
            return "interval"
        if self.year is None:
            return "unknown"
        return "day" if self.day else "month" if self.month else "year"

    def earliest(self) -> date | None:
        """The first day this may mean; None when unknown."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """The last day this may mean; None when unknown."""
        if self.end is not None:
            return self.end.latest()
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def display(self, language: str | None = None) -> str:
        """As precise as it is known, in the given or the active language; empty when unknown."""
        if self.year is None:
            return ""
        start = self._display_point(language)
        if self.end is None:
            return start
        # typography: an unspaced dash between years, a spaced one between dates of several words
        dash = "–" if " " not in start and self.end.precision == "year" else " – "
        return f"{start}{dash}{self.end._display_point(language)}"

    def _display_point(self, language: str | None) -> str:
        if self.day:
            return display_date(date(self.year, self.month, self.day), language)
        if self.month:
            return _month_in_words(self.year, self.month, _locale(language))
        return str(self.year)

    def __str__(self) -> str:
        parts = ((self.year, "04d"), (self.month, "02d"), (self.day, "02d"))
        point = "-".join(format(value, width) for value, width in parts if value is not None)
        return point if self.end is None else f"{point}/{self.end}"

    def __bool__(self) -> bool:
        return self.year is not None

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order() < other._order()

    def _order(self) -> tuple[date, date, str]:
        return self.earliest() or date.min, self.latest() or date.min, str(self)


def _check_parts(year: int | None, month: int | None, day: int | None) -> None:
    if year is None:
        if month is not None or day is not None:
            raise PartialDateError(_("Add the year."), "year")
        return
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        bounds = {"first": _FIRST_YEAR, "last": _LAST_YEAR}
        raise PartialDateError(_("The year must be between %(first)d and %(last)d.") % bounds, "year")
    if month is None:
        if day is not None:
            raise PartialDateError(_("Add the month, or leave the day empty."), "month")
        return
    if not 1 <= month <= 12:
        raise PartialDateError(_("The month must be a number from 1 to 12."), "month")
    if day is not None:
        _check_day(year, month, day)


def _check_day(year: int, month: int, day: int) -> None:
    if not 1 <= day <= 31:
        raise PartialDateError(_("The day must be a number from 1 to 31."), "day")
    if day > calendar.monthrange(year, month)[1]:
        spelled = {"day": day, "month": _locale(None).months["format"]["wide"][month], "year": year}
        if (month, day) == (2, 29):
            raise PartialDateError(_("There is no %(day)d %(month)s in %(year)d.") % spelled, "day")
        raise PartialDateError(_("There is no %(day)d %(month)s.") % spelled, "day")


def _locale(language: str | None) -> Locale:
    return _locale_of(language or get_language() or "en")


@lru_cache(maxsize=256)
def _locale_of(code: str) -> Locale:
    """Babel's locale for a Django language code; English is British, an unknown language falls back to it."""
    if code == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(to_locale(code))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def display_date(day: date | PartialDate | None, language: str | None = None, weekday: bool = False) -> str:
    """A calendar day in words, e.g. "12 May 2019"; empty for None. An aware time is read in our time zone."""
    if day is None:
        return ""
    if isinstance(day, PartialDate):
        return day.display(language)
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return _day_in_words(day.year, day.month, day.day, _locale(language), "full" if weekday else "long")


def display_when(day: PartialDate) -> str:
    """A date as a part of a sentence: “on 31 December 2025”, “in March 2025”, “in 2025”, “from 2018 to 2020”."""
    if day.end is not None:
        start = PartialDate(day.year, day.month, day.day)
        return _("from %(start)s to %(end)s") % {"start": start.display(), "end": day.end.display()}
    if day.day:
        return pgettext("before a day", "on %(day)s") % {"day": day.display()}
    return pgettext("before a month or a year", "in %(period)s") % {"period": day.display()} if day else ""


@lru_cache(maxsize=4096)
def _day_in_words(year: int, month: int, day: int, locale: Locale, length: str) -> str:
    # Babel, because Django's own formats are wrong in documents for some languages, Bulgarian among them
    words = babel_dates.format_date(date(year, month, day), length, locale=locale)
    # French counts the first of a month: “1er janvier”
    return re.sub(r"\b1 ", "1er ", words, count=1) if day == 1 and locale.language == "fr" else words


def weekday_names() -> list[str]:
    """Monday first, as they are written alone: “Monday”, “Lundi”."""
    names = _locale(None).days["stand-alone"]["wide"]
    return [names[day][:1].upper() + names[day][1:] for day in range(7)]


@lru_cache(maxsize=4096)
def _month_in_words(year: int, month: int, locale: Locale) -> str:
    return babel_dates.format_skeleton("yMMMM", date(year, month, 1), locale=locale)


def display_datetime(moment: datetime | None, language: str | None = None, seconds: bool = False) -> str:
    """Day and time in the current time zone, e.g. "12 May 2019, 14:05"; empty for None."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{display_date(local.date(), language)}, {display_time(local, language, seconds)}"


def display_time(moment: datetime, language: str | None = None, seconds: bool = False) -> str:
    """The time in the current time zone, e.g. "14:05"."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return babel_dates.format_time(local.time(), "medium" if seconds else "short", locale=_locale(language))


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative); the month's last day where it has no such day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def months_between(start: date, end: date) -> int:
    """Whole months from start to end; negative when end lies before start."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
