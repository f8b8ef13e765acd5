"""Which entries resemble one, and why: what they share and where they part (D1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from .facets import NONE, Profile

SHARED_FACETS = ("group", "service", "model", "partner")
_AT_LEAST = 2


@dataclass(frozen=True)
class Resemblance:
    """Another entry with the (facet, value) pairs that both have, and those of its own."""

    pk: int
    like: tuple[tuple[str, str], ...]
    unlike: tuple[tuple[str, str], ...]


def resembling(pk: int, profiles: Mapping[int, Profile], limit: int = 3) -> list[Resemblance]:
    """The entries that share most with one, the closest first; those that share next to nothing are out."""
    if pk not in profiles:
        return []
    others = [_compared(profiles[pk], other, profiles[other]) for other in profiles if other != pk]
    close = [each for each in others if len(each.like) >= _AT_LEAST]
    return sorted(close, key=lambda each: (-len(each.like), len(each.unlike), each.pk))[:limit]


def _compared(one: Profile, pk: int, other: Profile) -> Resemblance:
    like = [(facet, value) for facet in SHARED_FACETS for value in sorted(one[facet] & other[facet])]
    unlike = [(facet, value) for facet in (*SHARED_FACETS, "status") for value in sorted(other[facet] - one[facet])]
    return Resemblance(
        pk,
        tuple(pair for pair in like if pair[1] != NONE),
        tuple(pair for pair in unlike if pair[1] != NONE),
    )
