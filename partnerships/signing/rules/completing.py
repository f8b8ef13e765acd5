"""When a party has signed, and whose turn it is: the one place that counts signatories (S1)."""

from collections.abc import Collection, Iterable


def party_has_signed(signatories: Collection[int], signed: Collection[int], needed: int | None = None) -> bool:
    """All who are named for the party, or as many as the text says; `signed`: whose signature stands, of any party."""
    given = sum(each in signed for each in signatories)
    return bool(signatories) and given >= min(needed or len(signatories), len(signatories))


def open_step(parties: Iterable[tuple[int, bool]]) -> int | None:
    """The step whose parties are asked now: the first in which one has not signed; None: all have. (step, signed)"""
    return min((step for step, has_signed in parties if not has_signed), default=None)
