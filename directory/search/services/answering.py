"""Answers a question: which entries, in which order, and what each filter would show (D1). Needs no scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from django.db.models import Prefetch, QuerySet

from directory.models import Entry
from directory.search.rules.asked import Question
from directory.search.rules.bits import in_order
from directory.search.rules.facets import (
    FACETS,
    FOLDED,
    IN_ORDER,
    SHOWN,
    Chosen,
    allowed,
    counts,
    filtered,
    shown_without,
)
from directory.search.rules.ranking import Ranking
from directory.search.rules.reading import Read
from partnerships.models import ServiceArea, TargetGroup

from .labels import labels_of
from .snapshot import Snapshot, snapshot
from .understanding import understood

OFFERED = 6


@dataclass(frozen=True)
class Line:
    """One value of a facet beside its count; a zero cannot be chosen, unless it is chosen already."""

    value: str
    label: str
    count: int
    checked: bool

    @property
    def disabled(self) -> bool:
        return not self.count and not self.checked


@dataclass(frozen=True)
class Facet:
    """`more`: values beyond the first, and those that nothing has under the other filters."""

    code: str
    label: str
    lines: list[Line]
    more: list[Line]
    is_folded: bool


@dataclass(frozen=True)
class Chip:
    """A filter in use, and how many entries show without it."""

    facet: str
    value: str
    label: str
    shows: int


@dataclass(frozen=True)
class LeftOut:
    """A thing that was asked for, and how many entries have all the others under the filters in use."""

    text: str
    shows: int


class Found(Sequence[int]):
    """Primary keys in the order asked for; only as many are put in order as are read."""

    def __init__(self, bits: int, known: Snapshot, places: Iterator[int]) -> None:
        self._size = bits.bit_count()
        self._known, self._places = known, places
        self._read: list[int] = []

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, int):
            return self[at : at + 1][0] if at >= 0 else list(self)[at]
        end = at.indices(self._size)[1]
        self._read += (self._known.keys[place] for place in islice(self._places, max(0, end - len(self._read))))
        return self._read[at]


@dataclass(frozen=True)
class Answer:
    """What was found, and what stands beside the list. `near`: how many of these do not fit, and come near."""

    read: Read
    found: Found
    matching: int
    everything: int
    near: int
    left_out: list[LeftOut]
    facets: list[Facet]
    chips: list[Chip]
    offered: list[Line]  # where nothing was found: the groups that most entries are for

    @property
    def fitting(self) -> int:
        return len(self.found) - self.near


def answer(question: Question, *, with_near: bool = True) -> Answer:
    """Everything about the list except its rows; without those that come near where others act on it."""
    known = snapshot()
    asked = understood(question.words, known, only=question.only, as_typed=question.as_typed)
    ranking = Ranking(asked.slots, known.shown)
    near = ranking.near if with_near else 0
    matching = ranking.fitting | near
    labels = known.labels(labels_of)
    chosen = {facet: question.chosen.get(facet, frozenset()) & frozenset(labels[facet]) for facet in FACETS}
    let_through = allowed(known.facets, chosen)
    here = filtered(matching, let_through)
    return Answer(
        read=asked.read,
        found=Found(here, known, _in_order(here, question.sort, ranking, known)),
        matching=matching.bit_count(),
        everything=known.shown.bit_count(),
        near=(here & near).bit_count(),
        left_out=_left_out(asked.read, ranking, let_through) if not ranking.fitting else [],
        facets=_facets(known, matching, chosen, labels),
        chips=[
            Chip(facet, value, f"{FACETS[facet]}: {label}", shown_without(known.facets, matching, chosen, facet, value))
            for facet in FACETS
            for value, label in labels[facet].items()
            if value in chosen[facet]
        ],
        offered=[] if here else _most_had(known, "group", labels["group"]),
    )


def rows_of(keys: Sequence[int], *, in_short: bool = False) -> list[Entry]:
    """The entries in the order of the keys; `in_short`: without groups and services, which a result does not show."""
    rows = Entry.objects.published().filter(pk__in=keys)
    entries = (_in_short(rows) if in_short else in_full(rows)).in_bulk()
    return [entries[pk] for pk in keys if pk in entries]


def in_full(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.prefetch_related("targets", "regions", "target_groups", "service_areas")


def _in_short(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.prefetch_related(
        "targets",
        "regions",
        Prefetch("target_groups", queryset=TargetGroup.objects.none()),
        Prefetch("service_areas", queryset=ServiceArea.objects.none()),
    )


def _in_order(bits: int, sort: str, ranking: Ranking, known: Snapshot) -> Iterator[int]:
    if sort == "newest":
        yield from in_order(bits, known.newest_first, len(known))
    elif sort == "began":
        yield from in_order(bits, known.latest_begun_first, len(known))
    elif sort == "name" or not ranking.slots:
        yield from known.in_order_of_title(bits)
    else:
        for equal in ranking.best_first(bits):
            yield from known.in_order_of_title(equal)


def _most_had(known: Snapshot, facet: str, labels: dict[str, str]) -> list[Line]:
    lines = [Line(value, labels[value], bits.bit_count(), False) for value, bits in known.facets[facet].items()]
    return sorted(lines, key=lambda line: -line.count)[:OFFERED]


def _left_out(read: Read, ranking: Ranking, let_through: dict[str, int]) -> list[LeftOut]:
    """The words without which something would be found, the most helpful first; of one word alone nothing."""
    if len(read.slots) < 2:
        return []
    lines = [
        LeftOut(slot.text, filtered(ranking.without(number), let_through).bit_count())
        for number, slot in enumerate(read.slots)
    ]
    return sorted((line for line in lines if line.shows), key=lambda line: -line.shows)


def _facets(known: Snapshot, matching: int, chosen: Chosen, labels: dict[str, dict[str, str]]) -> list[Facet]:
    totals = counts(known.facets, matching, chosen)
    found = []
    for facet, label in FACETS.items():
        lines = [
            Line(value, text, totals[facet].get(value, 0), value in chosen[facet])
            for value, text in labels[facet].items()
        ]
        first, rest = lines, []
        if facet not in IN_ORDER:  # the long lists begin with what would show most
            lines.sort(key=lambda line: -line.count)
            first = [line for number, line in enumerate(lines) if line.checked or (line.count and number < SHOWN)]
            rest = [line for line in lines if line not in first]
        found.append(Facet(facet, str(label), first, rest, facet in FOLDED and not chosen[facet]))
    return found
