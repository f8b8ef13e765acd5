"""What a meeting begins with: the points that the guide names for its kind (GUIDE 7.1)."""

from collections.abc import Sequence
from typing import Any

from reviews.rules.meeting_words import POINTS

SOURCE = "GUIDE 7.1"


def proposed_agenda(kind: str) -> list[dict[str, Any]]:
    """As save_list takes it; each point can be left out. None for a kind that the guide does not describe."""
    return [{"point": point} for point in POINTS.get(kind, ())]


def minutes_in_all(minutes: Sequence[int | None]) -> int:
    """0 as long as no point has any."""
    return sum(each or 0 for each in minutes)
