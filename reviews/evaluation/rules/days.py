"""The days of an evaluation (R5, N1)."""

from datetime import date, timedelta

ANSWER_WITHIN = 28  # days after handing in
REMIND_BEFORE = 7  # days before the day of handing in


def answer_day(handed_in_on: date) -> date:
    return handed_in_on + timedelta(days=ANSWER_WITHIN)


def is_reminded(due_on: date, invited_on: date, today: date) -> bool:
    """Within the last days before its day; not who was invited within them, and has just had the mail."""
    first = due_on - timedelta(days=REMIND_BEFORE)
    return first <= today <= due_on and invited_on < first
