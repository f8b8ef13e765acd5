"""What becomes of one line of a campaign's workbook that came back, and how its lines are known again (R8)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from reviews.rules.partner_words import RecordSays

NEW, CHANGED, SAME, EMPTY, ANSWERED = "new", "changed", "same", "empty", "answered"
ENTERED = (NEW, CHANGED)

_KEY = re.compile(r"C(\d{1,9})-R(\d{1,9})-P(\d{1,9})-(S|D(\d{1,4})-A)(\d{1,4})", re.ASCII)

# which cells of a line each answer takes; without an answer there are none
_MEASURED = frozenset({"value", "numerator", "denominator", "text", "as_of", "source", "is_estimate"})
TAKES = {
    "": frozenset(),
    RecordSays.RIGHT: frozenset(),
    RecordSays.DONE: frozenset(),
    RecordSays.UNKNOWN: frozenset(),
    RecordSays.NOT_QUITE: frozenset({"words"}),
    RecordSays.CANNOT: frozenset({"words"}),
    RecordSays.LATER: frozenset({"day", "words"}),
    RecordSays.NEWER: _MEASURED,
}


@dataclass(frozen=True)
class PartKey:
    """Of which campaign, review and partner a line is, and what was known when it was downloaded.

    `draft`: the number of the showing that it answers; 0 where the part itself is asked for. `heard`: how many
    statements, or answers to that draft, there were.
    """

    campaign: int
    review: int
    participation: int
    heard: int
    draft: int = 0

    def __str__(self) -> str:
        asks = f"D{self.draft}-A" if self.draft else "S"
        return f"C{self.campaign}-R{self.review}-P{self.participation}-{asks}{self.heard}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for what is no such key."""
        found = _KEY.fullmatch(text.strip())
        if found is None:
            return None
        campaign, review, participation, _asks, draft, heard = found.groups()
        return cls(int(campaign), int(review), int(participation), int(heard), int(draft or 0))


def fate_of(says: Any, heard: Sequence[Any], known: int) -> str:
    """`says`: what the line says, None where nothing is answered. `heard`: all that the partner said, in order.
    `known`: how much of it the workbook held when it was downloaded.

    What was said meanwhile by link is never overwritten: ANSWERED is a question.
    """
    if says is None:
        return EMPTY
    if heard and says == heard[-1]:
        return SAME
    if len(heard) <= known:
        return CHANGED if heard else NEW
    return SAME if says in heard[max(known - 1, 0) :] else ANSWERED
