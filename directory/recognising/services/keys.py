"""Writes the keys of entries: one key, one entry (D4)."""

from django.db import IntegrityError, transaction

from directory.models import Entry, EntryKey
from directory.recognising.rules.keys import keys_of_source


class SourceTaken(Exception):
    """Another entry is known by the same source or number; `entry` is that one, where it can be told."""

    def __init__(self, entry: Entry | None) -> None:
        super().__init__(entry)
        self.entry = entry


def keys_of_entry(entry: Entry) -> set[str]:
    """By what the entry says itself: its sources, and those of the facts that it kept."""
    return {*keys_of_source(entry.source), *keys_of_source(entry.kept.get("source", ""))}


def claim_keys(entry: Entry, number: str = "") -> None:
    """Give the entry the keys of its sources, and its number; SourceTaken where one of them is another entry's."""
    wanted = keys_of_entry(entry) | ({number} if number else set())
    rows = {row.key: row for row in EntryKey.objects.filter(key__in=wanted).select_related("entry")}
    if others := [row.entry for row in rows.values() if row.entry_id not in (None, entry.pk)]:
        raise SourceTaken(others[0])
    entry.keys.exclude(key__in=wanted).filter(key__startswith="address:").delete()
    if number:
        entry.keys.exclude(key=number).filter(key__startswith="number:").delete()
    try:
        with transaction.atomic():
            EntryKey.objects.bulk_create(EntryKey(entry=entry, key=key) for key in sorted(wanted - set(rows)))
    except IntegrityError as error:  # another admin published the same source in this moment
        raise SourceTaken(None) from error
