"""After how many months an entry has to be confirmed again (D4)."""

from django.db import transaction

from directory.models import DirectorySettings, Entry
from directory.publishing.services.validity import holds_until
from pes_partnerships.ledger.services import Actor, one_act, record


@one_act()
def set_months(*, months: int, by: Actor) -> int:
    """The last days of all entries move with it; how many entries have one. What has expired stays expired."""
    with transaction.atomic():
        row, _made = DirectorySettings.objects.get_or_create(pk=DirectorySettings.ONLY)
        row = DirectorySettings.objects.select_for_update().get(pk=row.pk)
        before, row.months = row.months, months
        row.save(update_fields=["months"])
        moved = list(Entry.objects.published().filter(expired_at=None, confirmed_at__isnull=False))
        for entry in moved:
            entry.expires_on = holds_until(entry, entry.confirmed_at, months)
        Entry.objects.bulk_update(moved, ["expires_on"], batch_size=500)
        record(act="directory.validity_set", anchor=row, by=by, before={"months": before}, after={"months": months})
    return sum(1 for entry in moved if entry.expires_on)
