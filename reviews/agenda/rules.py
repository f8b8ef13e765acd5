"""What comes first among a person's own tasks about reviews: late, today, this week, later. Pure."""

from datetime import date, timedelta
from enum import StrEnum

WEEK = 7


class Part(StrEnum):
    LATE = "late"
    TODAY = "today"
    WEEK = "week"  # the seven days after today
    LATER = "later"
    UNDATED = "undated"


def part_of(due_on: date | None, today: date) -> Part:
    if due_on is None:
        return Part.UNDATED
    if due_on <= today:
        return Part.TODAY if due_on == today else Part.LATE
    return Part.WEEK if due_on <= today + timedelta(days=WEEK) else Part.LATER
