"""Whether a reminder that was written still has something to say when it is about to go (N1, N2). Pure."""

from enum import StrEnum


class Withdrawn(StrEnum):
    """Why a reminder does not go; the ledger keeps the code."""

    LOGGED = "logged"  # or cancelled, planned as a meeting, or the series has ended: nobody has to act any more
    MOVED = "moved"  # the new day has reminders of its own
    NOT_ASKED = "not_asked"  # the person left, or others are asked now
    COVERED = "covered"  # a later one has been written meanwhile: two mails that say the same would help nobody


def why_withdrawn(*, is_open: bool, is_same_day: bool, is_asked: bool, is_covered: bool) -> Withdrawn | None:
    """The first reason that holds; None: the reminder goes."""
    reasons = (
        (Withdrawn.LOGGED, not is_open),
        (Withdrawn.MOVED, not is_same_day),
        (Withdrawn.NOT_ASKED, not is_asked),
        (Withdrawn.COVERED, is_covered),
    )
    return next((reason for reason, holds in reasons if holds), None)
