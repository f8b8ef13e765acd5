"""The life of one review occurrence: every move, and the act that makes it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.moves import moved


class ReviewStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("review", "Planned")
    STARTED = "started", pgettext_lazy("review", "Being logged")
    PROPOSED = "proposed", _("Awaiting confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("review", "Confirmed")
    HELD = "held", pgettext_lazy("review", "Held")  # a report, a meeting: nothing of it is confirmed
    CANCELLED = "cancelled", pgettext_lazy("review", "Cancelled")


# act -> (statuses it may start from, status it leads to)
REVIEW_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "start": (frozenset({ReviewStatus.PLANNED}), ReviewStatus.STARTED),
    "propose": (frozenset({ReviewStatus.PLANNED, ReviewStatus.STARTED}), ReviewStatus.PROPOSED),
    "send_back": (frozenset({ReviewStatus.PROPOSED}), ReviewStatus.STARTED),
    "confirm": (frozenset({ReviewStatus.PROPOSED}), ReviewStatus.CONFIRMED),
    "hold": (frozenset({ReviewStatus.PLANNED}), ReviewStatus.HELD),
    "cancel": (frozenset({ReviewStatus.PLANNED, ReviewStatus.STARTED}), ReviewStatus.CANCELLED),
}

OPEN_REVIEW = (ReviewStatus.PLANNED, ReviewStatus.STARTED, ReviewStatus.PROPOSED)
DONE_REVIEW = (ReviewStatus.CONFIRMED, ReviewStatus.HELD)
NOT_LOGGED = (ReviewStatus.PLANNED, ReviewStatus.STARTED)


def review_move(act: str, status: str) -> str:
    """The status that follows `act`; raises MoveRefused where REVIEW_MOVES has no such move."""
    return moved(REVIEW_MOVES, act, status)
