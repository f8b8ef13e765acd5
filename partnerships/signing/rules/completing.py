"""When a party has signed: the one place that says how many of its signatories it takes (S1)."""

from collections.abc import Collection


def party_has_signed(signatories: Collection[int], signed: Collection[int]) -> bool:
    """All who are named for the party; `signed` are the signatories whose signature stands, of any party."""
    return bool(signatories) and all(each in signed for each in signatories)
