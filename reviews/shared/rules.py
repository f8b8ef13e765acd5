"""Numbers as people read them: grouped, without empty decimals, with their unit."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib import numbers
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.numbers import display_number, is_share
from reviews.rules.vocabulary import SeriesKind


def number(value: Decimal | int | float) -> str:
    """“6,000”, “52.5”: the reader's separators, no zeros that say nothing."""
    return display_number(Decimal(str(value)))


def with_unit(value: Decimal | int | float, unit: str) -> str:
    """“688 people”; a share to one decimal: nobody counts hundredths of a per cent."""
    return numbers.with_unit(rounded(value, unit), unit)


def rounded(value: Decimal | int | float, unit: str) -> Decimal:
    plain = Decimal(str(value))
    return plain.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if is_share(unit) else plain


def review_name(every_months: int, *, is_closing: bool = False) -> str:
    """What people call it: “annual review”."""
    if is_closing:
        return _("closing review")
    names = {
        12: _("annual review"),
        6: _("half-year review"),
        3: _("quarterly review"),
        1: _("monthly review"),
    }
    return names.get(every_months, _("review"))


def occurrence_name(kind: str, every_months: int, *, is_closing: bool = False) -> str:
    """“annual review”, “statistical report”."""
    names = {
        SeriesKind.PERFORMANCE: _("performance review"),
        SeriesKind.STATISTICAL_REPORT: _("statistical report"),
        SeriesKind.EXTERNAL_EVALUATION: _("external evaluation"),
        SeriesKind.BEFORE_RENEWAL: _("review before renewal"),
        SeriesKind.MEETING: _("meeting"),
    }
    return names.get(kind) or review_name(every_months, is_closing=is_closing)


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
