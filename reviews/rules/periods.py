"""Months, quarters and years: named, counted back, and read as people and spreadsheets write them (O2). Pure."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, gettext_lazy, to_locale
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate, PartialDateError, add_months
from pes_partnerships.lib.text import fold

MONTH, QUARTER, YEAR = "month", "quarter", "year"
STEPS = {MONTH: gettext_lazy("Months"), QUARTER: gettext_lazy("Quarters"), YEAR: gettext_lazy("Years")}
MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
OFFERED = {MONTH: 72, QUARTER: 40, YEAR: 15}  # how far back a period can be chosen
_CENTURY = 2000
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_NUMERIC = re.compile(r"(?P<month>\d{1,2})[./-](?P<year>\d{4})")
_SHORT = re.compile(r"(?P<month>[^\W\d]+)\.?[-’']\s?(?P<year>\d{2})")
_QUARTER = re.compile(r"(?:[qtk]\s?([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*[qtk]\s?([1-4])|([1-4])[qtk]\s?(\d{4}))")


def period_of(day: date, step: str) -> PartialDate:
    """The month, quarter or year that a day lies in."""
    if step == YEAR:
        return PartialDate(day.year)
    if step == MONTH:
        return PartialDate(day.year, day.month)
    return quarter(day.year, (day.month + 2) // 3)


def quarter(year: int, number: int) -> PartialDate:
    return PartialDate(year, 3 * number - 2, end=PartialDate(year, 3 * number))


def covers(period: PartialDate, day: PartialDate) -> bool:
    """Whether a day or a period lies within a period, or is the same."""
    return bool(period and day) and period.earliest() <= day.earliest() and day.latest() <= period.latest()


def step_of(period: PartialDate) -> str:
    """Of which kind a period is; empty where it is none of them, such as a day."""
    first = period.earliest()
    return next((step for step in STEPS if first and period_of(first, step) == period), "")


def periods_until(last: PartialDate, step: str, count: int) -> list[PartialDate]:
    """So many periods, the oldest first, of which `last` is the last."""
    first = last.earliest()
    return [period_of(add_months(first, -MONTHS[step] * back), step) for back in reversed(range(count))]


def shifted(period: PartialDate, step: str, count: int) -> PartialDate:
    """The period that lies so many later; earlier when negative."""
    return period_of(add_months(period.earliest(), MONTHS[step] * count), step)


def period_words(period: PartialDate) -> str:
    """“March 2026”, “2026”, “quarter 1 of 2026”; any other date as it is written."""
    if step_of(period) == QUARTER:
        return _("quarter %(number)s of %(year)s") % {"number": (period.month + 2) // 3, "year": period.year}
    return period.display()


def period_slug(period: PartialDate) -> str:
    """For an address: “2026-03”, “2026-01_2026-03”."""
    return str(period).replace("/", "_")


def period_of_slug(slug: str) -> PartialDate | None:
    """The month, quarter or year that an address names; None where it names none."""
    try:
        found = PartialDate.parse(slug.replace("_", "/"))
    except PartialDateError:
        return None
    return found if step_of(found) else None


def read_period(text: str) -> PartialDate | None:
    """The period or the day that a heading names, in the reader's language or in English; None where it names none."""
    plain = text.strip().rstrip(".")
    try:
        return PartialDate.parse(plain) or None
    except PartialDateError:
        pass
    if found := _NUMERIC.fullmatch(plain):
        return _month(int(found["year"]), int(found["month"]))
    if found := _SHORT.fullmatch(plain):
        return _month(_CENTURY + int(found["year"]), _months().get(fold(found["month"]), 0))
    if found := _QUARTER.fullmatch(plain.casefold()):
        numbers = [int(each) for each in found.groups() if each]
        return quarter(max(numbers), min(numbers))
    return _named(plain)


def _month(year: int, number: int) -> PartialDate | None:
    try:
        return PartialDate(year, number)
    except PartialDateError:
        return None


def _named(text: str) -> PartialDate | None:
    """“March 2026”, “mars 2026”, “quarter 1 of 2026”."""
    found = _YEAR.search(text)
    if not found:
        return None
    year = int(found[1])
    try:
        named = {fold(period_words(quarter(year, number))): quarter(year, number) for number in range(1, 5)}
    except PartialDateError:
        return None
    rest = fold(_YEAR.sub(" ", text)).strip(" .")
    return named.get(fold(text)) or _month(year, _months().get(rest, 0))


def _months() -> dict[str, int]:
    return _months_in(get_language() or "en")


@lru_cache
def _months_in(language: str) -> dict[str, int]:
    return dict(entry for code in ("en", "en-gb", language) for entry in _names(Locale.parse(to_locale(code))))


def _names(locale: Locale) -> Iterator[tuple[str, int]]:
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                yield fold(name).strip("."), number
