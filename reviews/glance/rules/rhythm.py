"""When a review, report or meeting was late, and how dark its month is in the picture. Pure (R2)."""

from datetime import date

from partnerships.portfolio.rules.counting import is_late

FEW = 5  # of fewer, even all of them late make no dark cell
LIGHT, MIDDLE, DARK = 1, 2, 3


def was_late(due_on: date, held_on: date | None, today: date) -> bool:
    """Held after its day, or not held though its day has passed."""
    return held_on > due_on if held_on else is_late(due_on, today)


def shade(late: int, due: int) -> int:
    """0 where nothing was late; from five due on, darker with the share."""
    if not late:
        return 0
    if due < FEW:
        return LIGHT
    return DARK if late * 10 >= due * 2 else MIDDLE if late * 10 >= due else LIGHT
