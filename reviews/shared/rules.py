"""Numbers as people read them, with their unit; and what one measured value must be, however it comes in (O2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pes_partnerships.lib import numbers
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.numbers import display_number, is_share
from reviews.rules.vocabulary import SeriesKind

LARGEST_COUNT = 2_147_483_647  # what a whole number of the database holds


def number(value: Decimal | int | float) -> str:
    """“6,000”, “52.5”: the reader's separators, no zeros that say nothing."""
    return display_number(Decimal(str(value)))


def with_unit(value: Decimal | int | float, unit: str) -> str:
    """“688 people”; a share to one decimal: nobody counts hundredths of a per cent."""
    return numbers.with_unit(rounded(value, unit), unit)


def rounded(value: Decimal | int | float, unit: str) -> Decimal:
    plain = Decimal(str(value))
    return plain.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if is_share(unit) else plain


REVIEWS = {
    12: gettext_lazy("annual review"),
    6: gettext_lazy("half-year review"),
    3: gettext_lazy("quarterly review"),
    1: gettext_lazy("monthly review"),
}
OCCURRENCES = {
    SeriesKind.PERFORMANCE: gettext_lazy("performance review"),
    SeriesKind.STATISTICAL_REPORT: gettext_lazy("statistical report"),
    SeriesKind.EXTERNAL_EVALUATION: gettext_lazy("external evaluation"),
    SeriesKind.BEFORE_RENEWAL: gettext_lazy("review before renewal"),
    SeriesKind.MEETING: gettext_lazy("meeting"),
}


def review_name(every_months: int, *, is_closing: bool = False) -> str:
    """What people call it: “annual review”."""
    if is_closing:
        return _("closing review")
    return str(REVIEWS[every_months]) if every_months in REVIEWS else _("review")


def occurrence_name(kind: str, every_months: int, *, is_closing: bool = False) -> str:
    """“annual review”, “statistical report”."""
    return str(OCCURRENCES[kind]) if kind in OCCURRENCES else review_name(every_months, is_closing=is_closing)


def occurrence_title(kind: str, every_months: int, due_on: date, *, is_closing: bool = False) -> str:
    """“Annual review 2027”; “Statistical report, 31 March 2027”, for there are several in a year."""
    name = occurrence_name(kind, every_months, is_closing=is_closing)
    name = name[:1].upper() + name[1:]
    if kind == SeriesKind.REVIEW:
        return _("%(name)s %(year)s") % {"name": name, "year": due_on.year}
    return _("%(name)s, %(day)s") % {"name": name, "day": display_date(due_on)}


def rhythm_words(every_months: int) -> str:
    """“every 3 months”; “only once”."""
    if not every_months:
        return _("only once")
    if every_months % 12 == 0:
        return ngettext("yearly", "every %(count)s years", every_months // 12) % {"count": every_months // 12}
    return ngettext("monthly", "every %(count)s months", every_months) % {"count": every_months}


@dataclass(frozen=True)
class Stated:
    """One value as it is stated: typed into a form or a grid, pasted, or read from a file."""

    as_of: PartialDate = field(default_factory=PartialDate)
    source: str = ""
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None and not self.text


def value_problems(said: Stated, unit: str, today: date, *, may_be_negative: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a value and what to do, each with the field that it is about."""
    part, whole, value = said.numerator, said.denominator, said.value
    if (part is None) != (whole is None):
        yield "numerator" if part is None else "denominator", _("Enter both the count and the total.")
    elif part is not None and part > whole:
        words = _("The count cannot be higher than the total: %(part)s is more than %(whole)s.")
        yield "numerator", words % {"part": number(part), "whole": number(whole)}
    if said.is_empty:
        yield "value", _("Enter a value: a number, a count out of a total, or words.")
    if not said.as_of:
        yield "as_of", _("Enter the date or the period of the value; the year alone is enough.")
    elif said.as_of.earliest() > today:
        yield "as_of", _("This date is in the future. Enter the date on which it was measured.")
    if not said.source:
        yield "source", _("Name the source: where can this value be checked?")
    if value is None:
        return
    if not is_share(unit):
        if value < 0 and not may_be_negative:
            yield "value", _("A count is 0 or more.")
    elif not 0 <= value <= 100:
        yield "value", _("A share lies between 0 and 100 per cent.")
    elif part is not None and whole and abs(value - Decimal(100 * part) / whole) > 1:
        yield "value", _("The share and the counts do not agree. Leave one of them empty.")


def says_the_same(said: Stated, as_of: PartialDate, source: str) -> bool:
    """One source says one value for one day; another source may say another, and both are shown."""
    return said.as_of == as_of and said.source.strip().casefold() == source.strip().casefold()


def said_already(as_of: PartialDate) -> str:
    words = _("This source already has a value for %(day)s. Correct that value instead.")
    return words % {"day": as_of.display()}
