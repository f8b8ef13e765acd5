"""Which entries answer a question, and in which order: by how much of it they have, and how rare that is. Pure.

As BM25 does, a slot weighs by how few entries have it, and by where it stands; how often it stands there says little in
texts as short as these. Unlike BM25 it finds the same order in every database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from math import log2, sqrt

from .bits import Scores, bits_of, places_of

SHARES = (1.0, 0.9, 0.8, 0.6)  # a slot found in the name, in the facts, in the first sentences, anywhere
AS_TYPED = 0.2
_POINTS = 8
ENOUGH, SOME = 0.6, 0.4  # of the weight of a long question
LONG = 3  # slots; of a shorter question an entry has everything
FEW = 5  # so few entries fit that others are worth a look, too
UNKNOWN = 0.35  # what no entry has may be a slip, or not to the point
NEAR = 10


@dataclass(frozen=True)
class Weighed:
    """The entries that have a slot, by the best place where they have it, and what it weighs."""

    places: tuple[int, ...]
    weight: float
    as_typed: int = 0  # those that say it in the words of the question, where it has other names

    @cached_property
    def anywhere(self) -> int:
        found = 0
        for bits in self.places:
            found |= bits
        return found


def weighed(places: Sequence[int], size: int, as_typed: int = 0) -> Weighed:
    """`places`: a set for each place; they may overlap."""
    seen, apart = 0, []
    for bits in places:
        apart.append(bits & ~seen)
        seen |= bits
    having = seen.bit_count()
    weight = log2(1 + size / having) if having else UNKNOWN * log2(1 + size)
    return Weighed(tuple(apart), weight, as_typed & seen)


class Ranking:
    """Of one question; without slots every entry answers it."""

    def __init__(self, slots: Sequence[Weighed], everything: int) -> None:
        self.slots, self.everything = slots, everything

    @cached_property
    def fitting(self) -> int:
        if not self.slots:
            return self.everything
        if len(self.slots) < LONG:
            return self.having_all(range(len(self.slots)))
        return self._having(ENOUGH)

    @cached_property
    def near(self) -> int:
        """Others worth a look, where nothing fits or few fit a long question: those with most of it."""
        fitting = self.fitting.bit_count()
        if not self.slots or fitting >= FEW or (fitting and len(self.slots) < LONG):
            return 0
        some = self._having(SOME) & ~self.fitting if fitting else self._having(0)
        equal_ones = (places_of(bits) for bits in self.scores.descending(some))
        places = list(islice(chain.from_iterable(equal_ones), NEAR - fitting))
        return bits_of(places, max(places, default=0) + 1)

    def _having(self, share: float) -> int:
        total = sum(_points(_counted(slot)) for slot in self.slots)
        return self._covered.at_least(max(1, round(share * total)), self.everything)

    def having_all(self, slots: Sequence[int]) -> int:
        found = self.everything
        for number in slots:
            found &= self.slots[number].anywhere
        return found

    def without(self, number: int) -> int:
        """The entries that have everything but this slot."""
        return self.having_all([each for each in range(len(self.slots)) if each != number])

    def best_first(self, within: int) -> Iterator[int]:
        """Sets of entries that answer equally well; those that fit come before the others."""
        yield from self.scores.descending(within & self.fitting)
        yield from self.scores.descending(within & ~self.fitting)

    @cached_property
    def scores(self) -> Scores:
        scores = Scores()
        for slot in self.slots:
            for bits, share in zip(slot.places, SHARES, strict=True):
                scores.add(bits, _points(slot.weight * share))
            scores.add(slot.as_typed, _points(slot.weight * AS_TYPED))
        return scores

    @cached_property
    def _covered(self) -> Scores:
        scores = Scores()
        for slot in self.slots:
            scores.add(slot.anywhere, _points(_counted(slot)))
        return scores


def _counted(slot: Weighed) -> float:
    """For how much of a question a slot counts: a rare word is not all of it."""
    return sqrt(slot.weight)


def _points(weight: float) -> int:
    return max(1, round(weight * _POINTS))
