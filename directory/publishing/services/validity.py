"""Until when an entry counts as right without a further word of its owner (D4)."""

from datetime import date, datetime

from django.utils import timezone

from directory.models import DirectorySettings, Entry
from directory.rules.vocabulary import RunningStatus
from pes_partnerships.lib.dates import add_months


def months_of_validity() -> int:
    return _settings().months


def holds_until(entry: Entry, at: datetime, months: int) -> date | None:
    """None where nothing can get out of date by itself: nobody maintains it, or its partnership has ended."""
    if entry.partnership_id is None or entry.running == RunningStatus.ENDED:
        return None
    return add_months(timezone.localdate(at), months)


def note_confirmed(entry: Entry, at: datetime) -> None:
    """Its owner, or who checks the directory, says that it is right; the caller holds the row."""
    entry.confirmed_at, entry.expired_at = at, None
    entry.expires_on = holds_until(entry, at, months_of_validity())
    entry.save(update_fields=["confirmed_at", "expired_at", "expires_on"])


def _settings() -> DirectorySettings:
    return DirectorySettings.objects.filter(pk=DirectorySettings.ONLY).first() or DirectorySettings()
