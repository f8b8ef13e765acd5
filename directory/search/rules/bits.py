"""Sets of entries as whole numbers: bit n is the entry at place n. Pure, and quick at a hundred thousand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

_AS_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def bits_of(places: Iterable[int], size: int) -> int:
    """`size`: one more than the highest place that may come; higher ones are left out."""
    flags = bytearray(b"0") * max(size, 1)
    one = ord("1")
    try:
        for place in places:
            flags[place] = one
    except IndexError:
        return bits_of((place for place in places if place < size), size)
    flags.reverse()
    return int(flags, 2)


def places_of(bits: int) -> Iterator[int]:
    """In ascending order."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def in_order(bits: int, order: Sequence[int], size: int) -> Iterator[int]:
    """The places of a set as `order`, which has them all, puts them."""
    flags = f"{bits:0{size}b}"[::-1].encode().translate(_AS_FLAGS)
    return compress(order, map(flags.__getitem__, order))


class Scores:
    """Points of all entries at once: a number a plane, as one adds by hand."""

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, bits: int, points: int) -> None:
        plane = 0
        while points:
            if points & 1:
                self._carry(bits, plane)
            points >>= 1
            plane += 1

    def _carry(self, bits: int, plane: int) -> None:
        while bits:
            if plane >= len(self._planes):
                self._planes += [0] * (plane + 1 - len(self._planes))
            self._planes[plane], bits = self._planes[plane] ^ bits, self._planes[plane] & bits
            plane += 1

    def at_least(self, points: int, within: int) -> int:
        """Those that have so many points."""
        equal, more = within, 0
        for plane in range(max(len(self._planes), points.bit_length()) - 1, -1, -1):
            bits = self._planes[plane] if plane < len(self._planes) else 0
            if points >> plane & 1:
                equal &= bits
            else:
                more |= equal & bits
                equal &= ~bits
        return more | equal

    def descending(self, within: int) -> Iterator[int]:
        """Sets of entries with equal points, those with most first."""
        yield from self._split(within, len(self._planes) - 1)

    def _split(self, bits: int, plane: int) -> Iterator[int]:
        if not bits:
            return
        if plane < 0:
            yield bits
            return
        high = bits & self._planes[plane]
        yield from self._split(high, plane - 1)
        yield from self._split(bits ^ high, plane - 1)
