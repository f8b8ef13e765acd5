"""Which of several texts of a partnership governs, by their own dates (A15, A16). Pure."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.rules.lifecycle import OPEN_VERSION, AgreementStatus

# what the dates alone decide; an end that was decided, a draft and a text out for signature keep their status
BY_DATES = frozenset(
    {AgreementStatus.RECORDING, AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED}
)


@dataclass(frozen=True)
class Edition:
    """A text that governed, governs or will: `begins` and `ends` as far as they are known."""

    key: int
    version: int
    status: str
    is_elsewhere: bool
    begins: datetime.date | None
    ends: datetime.date | None = None

    @property
    def is_apart(self) -> bool:
        """Not in the row of texts that governed or will: on its way to signatures here, or withdrawn."""
        is_open = not self.is_elsewhere and self.status in OPEN_VERSION
        return is_open or self.status == AgreementStatus.WITHDRAWN


@dataclass(frozen=True)
class Placed:
    key: int
    status: str
    position: int
    previous: int | None  # the edition before it


def in_order(editions: Sequence[Edition]) -> list[Edition]:
    """The earliest first; one without any date lies before those that have one, what never governed after them."""
    return sorted(editions, key=lambda each: (each.is_apart, each.begins or datetime.date.min, each.version))


def placed(editions: Sequence[Edition], today: datetime.date) -> list[Placed]:
    """The status of each text and its place in the row.

    The latest that has begun governs, also past its end (it has lapsed then, and nothing followed); those before it
    were replaced. A text signed here keeps the status that its signatures gave it, unless a later one replaced it.
    """
    row = in_order(editions)
    begun = [each for each in row if not each.is_apart and (each.begins is None or each.begins <= today)]
    governs = next((each for each in reversed(begun) if _has_force(each)), None)
    found, before = [], None
    for position, each in enumerate(row, start=1):
        status = _status(each, governs, begun)
        found.append(Placed(each.key, status, position, before))
        if not each.is_apart:
            before = each.key
    return found


def _has_force(edition: Edition) -> bool:
    if edition.is_elsewhere:
        return edition.status in BY_DATES
    return edition.status == AgreementStatus.IN_FORCE


def _status(edition: Edition, governs: Edition | None, begun: Sequence[Edition]) -> str:
    if edition.status not in BY_DATES:
        return edition.status
    if not edition.is_elsewhere:
        replaced = edition.status == AgreementStatus.IN_FORCE and edition is not governs
        return AgreementStatus.SUPERSEDED if replaced else edition.status
    if edition is governs:
        return AgreementStatus.IN_FORCE
    return AgreementStatus.SUPERSEDED if edition in begun else AgreementStatus.SIGNED


@dataclass(frozen=True)
class Overlap:
    """Two texts whose own dates say that both govern, from one day to another (None: without an end)."""

    earlier: int
    later: int
    since: datetime.date
    until: datetime.date | None


def overlaps(editions: Sequence[Edition]) -> list[Overlap]:
    """A later text that says nothing else replaces the earlier one on its first day; that is told, not barred."""
    row = [each for each in in_order(editions) if each.begins and not each.is_apart]
    found = []
    for earlier, later in itertools.pairwise(row):
        if earlier.ends is None or earlier.ends >= later.begins:
            known = [day for day in (earlier.ends, later.ends) if day]
            found.append(Overlap(earlier.key, later.key, later.begins, min(known) if known else None))
    return found
