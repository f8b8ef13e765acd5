"""The words of commitments: where they come from, how often they fall due, and where one of their tasks stands (G4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.moves import moved


class CommitmentKind(models.TextChoices):
    """Which part of the signed text it is, that a manager read it in the prose of the text, or made elsewhere."""

    RESPONSIBILITY = "responsibility", _("Responsibility")
    CONTRIBUTION = "contribution", _("Contribution")
    REPORT = "report", pgettext_lazy("commitment", "Report")
    MEETING = "meeting", _("Meetings")
    QUALITY = "quality", _("Quality")
    PROTOCOL = "protocol", _("Dissolution protocol")
    BY_HAND = "by_hand", _("Added by hand")
    ELSEWHERE = "elsewhere", _("Made elsewhere")


class HowOften(models.TextChoices):
    ONCE = "once", pgettext_lazy("how often", "Once")
    EVERY = "every", pgettext_lazy("how often", "Every few months")
    ALWAYS = "always", pgettext_lazy("how often", "Always; asked at each review")
    WHEN_ASKED = "when_asked", pgettext_lazy("how often", "When asked")
    AT_END = "at_end", pgettext_lazy("how often", "When the partnership ends")


class TaskStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("commitment", "Open")
    SENT = "sent", pgettext_lazy("commitment", "Waits for acceptance")
    ACCEPTED = "accepted", pgettext_lazy("commitment", "Accepted")
    RETURNED = "returned", pgettext_lazy("commitment", "Returned")
    SET_ASIDE = "set_aside", pgettext_lazy("commitment", "Set aside")
    CLOSED = "closed", pgettext_lazy("commitment", "Closed")


class TaskAct(models.TextChoices):
    """What was done about a task; each stays on record."""

    ASKED = "asked", pgettext_lazy("commitment", "Asked for")
    SENT = "sent", pgettext_lazy("commitment", "Said to be done")
    ACCEPTED = "accepted", pgettext_lazy("commitment", "Accepted")
    RETURNED = "returned", pgettext_lazy("commitment", "Returned")
    MOVED = "moved", pgettext_lazy("commitment", "Moved to another day")
    SET_ASIDE = "set_aside", pgettext_lazy("commitment", "Set aside")
    CLOSED = "closed", pgettext_lazy("commitment", "Closed")


class CommitmentEnd(models.TextChoices):
    """Why a commitment is none any more."""

    AMENDED = "amended", _("a later version of the agreement does not contain it")
    TEXT_ENDED = "text_ended", _("the agreement ended")
    PARTNERSHIP_ENDED = "partnership_ended", _("the partnership ended")
    PARTY_LEFT = "party_left", _("the party left the partnership")
    SETTLED = "settled", _("it was ended by the partnership manager")


ADDED = (CommitmentKind.BY_HAND, CommitmentKind.ELSEWHERE)  # by a manager, and ended by one

UNDONE = (TaskStatus.OPEN, TaskStatus.RETURNED)
UNSETTLED = (*UNDONE, TaskStatus.SENT)

# act -> (statuses it may start from, status it leads to)
TASK_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset(UNDONE), TaskStatus.SENT),
    "accept": (frozenset({TaskStatus.SENT}), TaskStatus.ACCEPTED),
    "return": (frozenset({TaskStatus.SENT}), TaskStatus.RETURNED),
    "set_aside": (frozenset(UNDONE), TaskStatus.SET_ASIDE),
    "close": (frozenset(UNSETTLED), TaskStatus.CLOSED),
}


def task_move(act: str, status: str) -> str:
    """The status that follows `act`; raises MoveRefused where TASK_MOVES has no such move."""
    return moved(TASK_MOVES, act, status)
