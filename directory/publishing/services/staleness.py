"""Entries that may not be right any more, and why: asked of the rows, never guessed (D4)."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directory.models import Entry, EntryTarget
from directory.models.entry import EntryQuerySet
from directory.rules.vocabulary import RunningStatus, StaleReason
from pes_partnerships.lib.dates import add_months

from .validity import months_of_validity

SOON = timedelta(days=60)
_FIRST_YEAR = 1990


def with_reasons(today: date) -> EntryQuerySet:
    """The published entries; each reason is a column of its name."""
    return Entry.objects.published().annotate(**{f"is_{code}": found for code, found in _reasons(today).items()})


def stale_entries(today: date) -> EntryQuerySet:
    """Those with a reason."""
    any_reason = Q()
    for code in _reasons(today):
        any_reason |= Q(**{f"is_{code}": True})
    return with_reasons(today).filter(any_reason)


def reasons_of(entry: Entry) -> list[StaleReason]:
    """Of a row of `with_reasons`."""
    return [reason for reason in StaleReason if getattr(entry, f"is_{reason.value}")]


def stale_count(today: date | None = None) -> int:
    return stale_entries(today or timezone.localdate()).count()


def _reasons(today: date) -> dict[str, Q]:
    """By the codes of StaleReason."""
    before = add_months(today, -months_of_validity())
    silent = Q(confirmed_at=None) & Q(changed_at__date__lt=before)
    passed = EntryTarget.objects.filter(entry=OuterRef("pk"), result="", target__regex=_past_years(today))
    passed = passed.exclude(target__regex=_years(today.year, today.year + 99))
    ended = Q(partnership__ended_on__lte=today) & ~Q(running=RunningStatus.ENDED)
    return {
        StaleReason.EXPIRED: Q(expired_at__isnull=False),
        StaleReason.SOON: Q(expired_at=None, expires_on__lte=today + SOON),
        StaleReason.SILENT: silent & Q(expires_on=None) & ~Q(running=RunningStatus.ENDED),
        StaleReason.PERIOD_OVER: Q(running=RunningStatus.PERIOD_OVER),
        StaleReason.TARGET_PASSED: Q(Exists(passed)),
        StaleReason.ENDED: ended & Q(partnership__isnull=False),
        StaleReason.CHANGED: Q(partnership__isnull=False) & ~Q(differing=[]),
    }


def _past_years(today: date) -> str:
    return _years(_FIRST_YEAR, today.year - 1)


def _years(first: int, last: int) -> str:
    """Any of these years as a number of its own."""
    return rf"(^|[^0-9])({'|'.join(str(year) for year in range(first, last + 1))})([^0-9]|$)"
