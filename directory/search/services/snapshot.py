"""What a process remembers of published entries: filters as sets of bits, orders, words; kept in step by changes.

A place is given to each entry once and for all in this process; bit n of a set is the entry at place n. Each question
asks the database for the last change; what changed since is read alone. Sets of a hundred thousand entries are joined
and counted in microseconds.
"""

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from uuid import UUID

from django.utils.translation import get_language

from directory.models import SearchChange, SearchDocument, SearchWord
from directory.search.rules.bits import bits_of, in_order, places_of
from directory.search.rules.facets import FACETS
from directory.search.rules.tokens import has_any

from .index import text_index

_COLUMNS = ("pk", "is_shown", "title_key", "changed_at", "commenced", "facets")
_REMEMBERED = 400  # sets of entries that have a word
_MANY_CHANGES = 200
_LABELS_KEPT = 60
Labels = dict[str, dict[str, str]]  # facet -> value -> its words


class Snapshot:
    """As of one change; it is not changed itself, so that threads may go on reading it."""

    def __init__(self, change: int, stamp: UUID | None) -> None:
        self.change, self.stamp = change, stamp
        self.keys: list[int] = []
        self.place: dict[int, int] = {}
        self.titles: list[str] = []
        self.changed: list[float] = []
        self.commenced: list[str] = []
        self.facets: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        self.shown = 0
        self.words: frozenset[str] = frozenset()
        self.last_word = 0
        self._having: OrderedDict[tuple[str, ...], int] = OrderedDict()
        self._labels: dict[str, tuple[float, Labels]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.keys)

    def having(self, tokens: Iterable[tuple[str, ...]], ask: Callable) -> list[int]:
        """For each list of tokens the entries that have any of them; `ask` finds those not asked for lately."""
        wanted = list(tokens)
        with self._lock:
            found = {each: self._having[each] for each in wanted if each in self._having}
        missing = [each for each in dict.fromkeys(wanted) if each not in found]
        for each, keys in zip(missing, ask(missing) if missing else (), strict=True):
            places = [place for place in map(self.place.get, keys) if place is not None]
            found[each] = bits_of(places, len(self)) & self.shown
        with self._lock:
            for each in wanted:
                self._having[each] = found[each]
                self._having.move_to_end(each)
            while len(self._having) > _REMEMBERED:
                self._having.popitem(last=False)
        return [found[each] for each in wanted]

    def labels(self, read: Callable[[dict], Labels]) -> Labels:
        """The words for all values in the reader's language, read again each minute: somebody may rename one."""
        language = get_language() or ""
        until, labels = self._labels.get(language, (0.0, {}))
        if time.monotonic() >= until:
            labels = read(self.facets)
            self._labels[language] = (time.monotonic() + _LABELS_KEPT, labels)
        return labels

    @cached_property
    def by_title(self) -> list[int]:
        return sorted(range(len(self)), key=lambda place: (self.titles[place], self.keys[place]))

    @cached_property
    def newest_first(self) -> list[int]:
        return sorted(self.by_title, key=self.changed.__getitem__, reverse=True)

    @cached_property
    def latest_begun_first(self) -> list[int]:
        return sorted(self.by_title, key=self.commenced.__getitem__, reverse=True)

    @cached_property
    def _rank(self) -> list[int]:
        rank = [0] * len(self)
        for number, place in enumerate(self.by_title):
            rank[place] = number
        return rank

    def in_order_of_title(self, bits: int) -> Iterator[int]:
        if bits.bit_count() > len(self) // 50:
            return in_order(bits, self.by_title, len(self))
        return iter(sorted(places_of(bits), key=self._rank.__getitem__))

    # --- making

    def copied(self, change: int, stamp: UUID) -> "Snapshot":
        new = Snapshot(change, stamp)
        for name in ("keys", "titles", "changed", "commenced"):
            setattr(new, name, list(getattr(self, name)))
        new.place = dict(self.place)
        new.facets = {facet: dict(values) for facet, values in self.facets.items()}
        new.shown, new.words, new.last_word = self.shown, self.words, self.last_word
        return new

    def take_in(self, rows: Iterable[tuple]) -> None:
        """Rows of documents, each instead of what was known of its entry."""
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        shown, hidden = [], []
        for key, is_shown, title, changed, commenced, facets in rows:
            place = self.place.get(key)
            if place is None:
                place = self.place[key] = len(self.keys)
                for column, empty in ((self.keys, key), (self.titles, ""), (self.changed, 0.0),
                                      (self.commenced, "")):  # fmt: skip
                    column.append(empty)
            else:
                hidden.append(place)
            self.titles[place], self.commenced[place] = title, commenced
            self.changed[place] = changed.timestamp()
            if is_shown:
                shown.append(place)
                for pair in _pairs(facets):
                    places[pair].append(place)
        self._clear(hidden)
        self.shown |= bits_of(shown, len(self))
        for (facet, value), found in places.items():
            self.facets[facet][value] = self.facets[facet].get(value, 0) | bits_of(found, len(self))

    def _clear(self, places: list[int]) -> None:
        if places:
            kept = ~bits_of(places, len(self))
            self.shown &= kept
            for values in self.facets.values():
                for value in list(values):
                    values[value] &= kept

    def remember(self, known: "Snapshot", tokens: Mapping[int, frozenset[str]]) -> None:
        """The sets of words that were asked for, with what the entries that changed have today (`tokens`)."""
        with known._lock:
            kept = list(known._having.items())
        places = {self.place[key]: found for key, found in tokens.items() if key in self.place}
        changed = bits_of(places, len(self))
        for wanted, bits in kept:
            new = bits_of((place for place, found in places.items() if has_any(found, wanted)), len(self))
            self._having[wanted] = ((bits & ~changed) | new) & self.shown

    def take_in_words(self) -> None:
        rows = list(SearchWord.objects.filter(pk__gt=self.last_word).order_by("pk").values_list("pk", "word"))
        if rows:
            self.words |= {word for _pk, word in rows}
            self.last_word = rows[-1][0]


_kept: Snapshot | None = None
_making = threading.Lock()


def snapshot() -> Snapshot:
    """As the database is now; one query where nothing changed."""
    global _kept
    last = SearchChange.objects.order_by("-pk").values_list("pk", "stamp").first() or (0, None)
    known = _kept
    if known is not None and (known.change, known.stamp) == last and last[1] is not None:
        return known
    with _making:
        made = _followed(_kept, *last) or _read(*last)
        _kept = made
    return made


def _followed(known: Snapshot | None, change: int, stamp: UUID | None) -> Snapshot | None:
    """The one that is known with what changed since; None where that cannot be told."""
    if known is None or known.stamp is None or stamp is None:
        return None
    rows = list(SearchChange.objects.filter(pk__gte=known.change).order_by("pk").values_list("pk", "stamp", "entry_id"))
    if not rows or rows[0][:2] != (known.change, known.stamp) or len(rows) > _MANY_CHANGES:
        return None
    keys = {entry for _pk, _stamp, entry in rows[1:]}
    if None in keys:
        return None
    new = known.copied(change, stamp)
    new.take_in(SearchDocument.objects.filter(pk__in=keys).values_list(*_COLUMNS))
    new.take_in_words()
    new.remember(known, text_index().tokens(sorted(keys)))
    return new


def _read(change: int, stamp: UUID | None) -> Snapshot:
    new = Snapshot(change, stamp)
    new.take_in(SearchDocument.objects.order_by("pk").values_list(*_COLUMNS).iterator(chunk_size=5_000))
    new.take_in_words()
    return new


def _pairs(facets: str) -> Iterator[tuple[str, str]]:
    for line in facets.split("\n"):
        facet, _colon, value = line.partition(":")
        if facet in FACETS:
            yield facet, value
