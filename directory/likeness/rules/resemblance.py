"""Which entries resemble one: whom they serve and how weighs most, and another country makes them worth more (D1)."""

from collections.abc import Iterable

from .facts import Facts

_GROUP, _MODEL, _SERVICE, _PARTNER, _FORMALITY, _ABROAD = 4, 3, 2, 1, 1, 1
_SIMILAR = 3


def closest(one: Facts, others: Iterable[Facts], limit: int = _SIMILAR) -> list[Facts]:
    """The entries that share most with one, the closest first. What shares neither group nor service is no likeness,
    nor is what shares one service and nothing else."""
    weighed = [(likeness(one, other), other) for other in others if other.pk != one.pk]
    close = [(weight, other) for weight, other in weighed if weight]
    return [other for _weight, other in sorted(close, key=lambda pair: (-pair[0], pair[1].pk))[:limit]]


def likeness(one: Facts, other: Facts) -> int:
    """Zero where it would be no answer to "who has solved this problem, too?"."""
    groups, services = one.groups & other.groups, one.services & other.services
    weight = _GROUP * len(groups) + _SERVICE * len(services) + _PARTNER * len(one.partners & other.partners)
    weight += _MODEL if one.model and one.model == other.model else 0
    weight += _FORMALITY if one.formality and one.formality == other.formality else 0
    if not (groups or services) or weight <= _SERVICE:
        return 0
    return weight + (_ABROAD if other.countries and not one.countries & other.countries else 0)
