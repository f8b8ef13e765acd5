"""Whether a reminder that was written still has something to say when it is about to go (N1, N2). Pure."""

from partnerships.rules.reminding import Withdrawn


def why_withdrawn(
    *, is_open: bool, is_same_day: bool, is_on: bool, is_set_aside: bool, is_asked: bool, is_covered: bool
) -> Withdrawn | None:
    """The first reason that holds; None: the reminder goes."""
    reasons = (
        (Withdrawn.DONE, not is_open),
        (Withdrawn.MOVED, not is_same_day),
        (Withdrawn.SWITCHED_OFF, not is_on),
        (Withdrawn.SET_ASIDE, is_set_aside),
        (Withdrawn.NOT_ASKED, not is_asked),
        (Withdrawn.COVERED, is_covered),
    )
    return next((reason for reason, holds in reasons if holds), None)
