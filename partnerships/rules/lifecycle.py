"""The life cycles: every move that a status can make, and which act makes it (A16)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.moves import moved


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    OUT_FOR_SIGNATURE = "out_for_signature", _("Out for signature")
    SIGNED = "signed", _("Signed, not yet in force")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Replaced by a later version")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("agreement", "Withdrawn")
    RECORDING = "recording", pgettext_lazy("agreement", "Being recorded")


class Origin(models.TextChoices):
    """Where a text was concluded: signed in this service, or signed elsewhere and recorded here (A15)."""

    HERE = "here", _("Signed here")
    ELSEWHERE = "elsewhere", _("Recorded from a text signed elsewhere")


class ParticipationStatus(models.TextChoices):
    """F5: from the first idea to leaving."""

    IDENTIFIED = "identified", _("Identified")
    INVITED = "invited", _("Invited")
    IN_DIALOGUE = "in_dialogue", _("In dialogue")
    MEMBER = "member", _("Member")
    LEFT = "left", pgettext_lazy("partner", "Left")
    DECLINED = "declined", pgettext_lazy("partner", "Declined")


GONE = (ParticipationStatus.LEFT, ParticipationStatus.DECLINED)  # of the participants: not at the table


class PartnershipStatus(models.TextChoices):
    """A16: worked out from the agreements of a partnership and its end, never stored."""

    PREPARING = "preparing", _("In preparation")
    DRAFTING = "drafting", _("Drafting")
    OUT_FOR_SIGNATURE = "out_for_signature", _("Out for signature")
    SIGNED = "signed", _("Signed, not yet in force")
    IN_FORCE = "in_force", _("In force")
    UNDER_AMENDMENT = "under_amendment", _("Under amendment")
    EXPIRING = "expiring", _("Expiring")
    LAPSED = "lapsed", _("Lapsed")
    ENDING = "ending", pgettext_lazy("partnership", "Ending")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")


class EndReason(models.TextChoices):
    """A16, R9: why a partnership ended."""

    GOALS_MET = "goals_met", _("Goals achieved")
    NO_VALUE = "no_value", _("No added value any more")
    REPLACED = "replaced", _("Superseded by another arrangement")
    WITHDRAWN = "withdrawn", _("Partners withdrew")
    MAINSTREAMED = "mainstreamed", _("Integrated into regular services")
    TERM_OVER = "term_over", _("Term expired")


CARRIED_ON = (EndReason.REPLACED, EndReason.MAINSTREAMED)  # others go on with what the partnership did


class EndingStatus(models.TextChoices):
    """R9: where an ending stands; worked out from its days, never stored."""

    TO_CONFIRM = "to_confirm", pgettext_lazy("ending", "To confirm")
    DECIDED = "decided", pgettext_lazy("partnership", "Ending")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")
    STOPPED = "stopped", pgettext_lazy("ending", "Stopped")


class ImportStatus(models.TextChoices):
    """F2: a file of organisations on its way into the registry."""

    UPLOADED = "uploaded", pgettext_lazy("import", "Uploaded: match the columns")
    QUEUED = "queued", pgettext_lazy("import", "Waiting to be checked")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked: review the preview")
    CONFIRMED = "confirmed", pgettext_lazy("import", "Waiting to be imported")
    WRITING = "writing", pgettext_lazy("import", "Being imported")
    WRITTEN = "written", pgettext_lazy("import", "Imported")
    FAILED = "failed", pgettext_lazy("import", "Failed: nothing was imported")
    GIVEN_UP = "given_up", pgettext_lazy("import", "Cancelled")
    TO_UNDO = "to_undo", pgettext_lazy("import", "Waiting to be undone")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


# act -> (statuses it may start from, status it leads to)
IMPORT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "match": (frozenset({ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED}), ImportStatus.QUEUED),
    "check": (frozenset({ImportStatus.QUEUED, ImportStatus.CHECKING}), ImportStatus.CHECKING),
    "show": (frozenset({ImportStatus.CHECKING}), ImportStatus.CHECKED),
    "confirm": (frozenset({ImportStatus.CHECKED}), ImportStatus.CONFIRMED),
    "write": (frozenset({ImportStatus.CONFIRMED, ImportStatus.WRITING}), ImportStatus.WRITING),
    "finish": (frozenset({ImportStatus.WRITING}), ImportStatus.WRITTEN),
    "fail": (frozenset({ImportStatus.CHECKING, ImportStatus.WRITING}), ImportStatus.FAILED),
    "give_up": (
        frozenset({ImportStatus.UPLOADED, ImportStatus.QUEUED, ImportStatus.CHECKED, ImportStatus.FAILED}),
        ImportStatus.GIVEN_UP,
    ),
    "ask_undo": (frozenset({ImportStatus.WRITTEN}), ImportStatus.TO_UNDO),
    "undo": (frozenset({ImportStatus.TO_UNDO, ImportStatus.UNDOING}), ImportStatus.UNDOING),
    "finish_undo": (frozenset({ImportStatus.UNDOING}), ImportStatus.UNDONE),
    "keep": (frozenset({ImportStatus.UNDOING}), ImportStatus.WRITTEN),
}

AGREEMENT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset({AgreementStatus.DRAFT}), AgreementStatus.OUT_FOR_SIGNATURE),
    "recall": (frozenset({AgreementStatus.OUT_FOR_SIGNATURE}), AgreementStatus.DRAFT),
    "complete": (frozenset({AgreementStatus.OUT_FOR_SIGNATURE}), AgreementStatus.SIGNED),
    "take_force": (frozenset({AgreementStatus.SIGNED}), AgreementStatus.IN_FORCE),
    "supersede": (frozenset({AgreementStatus.IN_FORCE}), AgreementStatus.SUPERSEDED),
    "end": (frozenset({AgreementStatus.IN_FORCE}), AgreementStatus.ENDED),
    "abandon": (frozenset({AgreementStatus.DRAFT, AgreementStatus.RECORDING}), AgreementStatus.WITHDRAWN),
}

PARTICIPATION_MOVES: dict[str, frozenset[str]] = {
    ParticipationStatus.IDENTIFIED: frozenset({"invited", "in_dialogue", "member", "declined"}),
    ParticipationStatus.INVITED: frozenset({"in_dialogue", "member", "declined"}),
    ParticipationStatus.IN_DIALOGUE: frozenset({"member", "declined"}),
    ParticipationStatus.MEMBER: frozenset({"left"}),
    ParticipationStatus.LEFT: frozenset({"member"}),
    ParticipationStatus.DECLINED: frozenset({"invited", "in_dialogue", "member"}),
}

OPEN_VERSION = (AgreementStatus.DRAFT, AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.SIGNED)
SIGNED_ONCE = (
    AgreementStatus.SIGNED,
    AgreementStatus.IN_FORCE,
    AgreementStatus.SUPERSEDED,
    AgreementStatus.ENDED,
)
EXPIRING_DAYS = 90


def expiring_by(today: date) -> date:
    """An agreement that ends by this day is said to expire."""
    return today + timedelta(days=EXPIRING_DAYS)


class HasStatus(Protocol):
    @property
    def status(self) -> str: ...


V = TypeVar("V", bound=HasStatus)


def in_force_among(versions: Iterable[V]) -> V | None:
    """The version that governs; a partnership has at most one (A15)."""
    return next((each for each in versions if each.status == AgreementStatus.IN_FORCE), None)


def coming_among(versions: Iterable[V]) -> V | None:
    """The version that is on its way: drafted, out for signature, or waiting for its day; at most one."""
    return next((each for each in versions if each.status in OPEN_VERSION), None)


def last_ended_among(versions: Iterable[V]) -> V | None:
    """Of versions with the newest first: the one that governed until the end, kept in sight as it was (A16)."""
    return next((each for each in versions if each.status == AgreementStatus.ENDED), None)


def agreement_move(act: str, status: str) -> str:
    """The status that follows `act`; raises MoveRefused where AGREEMENT_MOVES has no such move."""
    return moved(AGREEMENT_MOVES, act, status)
