"""Keeps the search in step with the entries, in the transaction that writes them, and makes all of it again (D1)."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from directory.models import Entry, SearchChange, SearchDocument, SearchWord
from directory.search.rules.tokens import made_with, vocabulary_of
from pes_partnerships.ledger.models import LedgerHead
from pes_partnerships.lib.text import fold

from .documents import READ_WITH, facets_of_entry, tokens_of_entry
from .index import text_index

SLICE = 500
CHANGES_KEPT = 1_000  # a process that has missed more reads everything again


def write_search(entries: Iterable[int]) -> None:
    """These entries as they are now: called by whoever writes one, publishes it or withdraws it."""
    with transaction.atomic():
        keys = list(entries)
        _hold_the_end()
        for slice_of in _slices(keys):
            _write(slice_of)
        SearchChange.objects.bulk_create(SearchChange(entry_id=key) for key in keys)
        _forget_old_changes()


def rebuild_search() -> int:
    """All of it again, in slices, while people go on searching; returns how many entries it has. May run twice."""
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    words: set[str] = set()
    for slice_of in _slices(keys):
        with transaction.atomic():
            words |= _write(slice_of)
    with transaction.atomic():
        _hold_the_end()
        text_index().forget_gone()
        gone = [pk for pk, word in SearchWord.objects.values_list("pk", "word") if word not in words]
        for slice_of in _slices(gone):
            SearchWord.objects.filter(pk__in=slice_of).delete()
        SearchChange.objects.create(entry_id=None, made_with=made_with())
        _forget_old_changes()
    return len(keys)


def is_up_to_date() -> bool:
    """Whether all of it was made by today's tables and code, or there is nothing to find."""
    last = SearchChange.objects.filter(entry_id=None).order_by("-pk").values_list("made_with", flat=True).first()
    return last == made_with() if last is not None else not Entry.objects.exists()


def _hold_the_end() -> None:
    """The lock of the ledger, which every act takes: who writes first commits first, so no reader misses a change."""
    LedgerHead.objects.select_for_update().filter(pk=LedgerHead.ONLY).first()


def _slices(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]


def _write(keys: Sequence[int]) -> set[str]:
    """The words that they have come back."""
    entries = list(Entry.objects.filter(pk__in=keys).prefetch_related(*READ_WITH))
    tokens = {entry.pk: tokens_of_entry(entry) if entry.withdrawn_at is None else [] for entry in entries}
    text_index().write(tokens.items())
    SearchDocument.objects.bulk_create(
        (
            SearchDocument(
                entry=entry,
                is_shown=entry.withdrawn_at is None,
                title_key=fold(entry.title)[:200],
                changed_at=entry.changed_at,
                commenced=str(entry.commenced)[:10],
                facets="\n".join(
                    f"{facet}:{value}" for facet, values in facets_of_entry(entry).items() for value in values
                ),
            )
            for entry in entries
        ),
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["is_shown", "title_key", "changed_at", "commenced", "facets"],
        batch_size=200,
    )
    words = {word for found in tokens.values() for word in vocabulary_of(found)}
    SearchWord.objects.bulk_create(
        (SearchWord(word=word) for word in sorted(words)), ignore_conflicts=True, batch_size=500
    )
    return words


def _forget_old_changes() -> None:
    last = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if last:
        SearchChange.objects.filter(pk__lte=last - CHANGES_KEPT, entry_id__isnull=False).delete()
