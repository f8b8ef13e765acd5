"""The words of the directory (D1, D2, D4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.moves import moved


class ProposalStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("entry", "Proposed")
    PUBLISHED = "published", pgettext_lazy("entry", "Published")
    SENT_BACK = "sent_back", pgettext_lazy("entry", "Sent back")
    WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")


class RunningStatus(models.TextChoices):
    """What a reader may know about the partnership today; never a guess."""

    RUNNING = "running", pgettext_lazy("partnership", "Running")
    PERIOD_OVER = "period_over", _("Ended, outcome unknown")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")
    NOT_KNOWN = "not_known", pgettext_lazy("partnership", "Not known")


class FieldChoice(models.TextChoices):
    """What becomes public of one field."""

    PUBLISH = "publish", _("Publish this")
    KEEP = "keep", _("Keep what is public now")
    OWN = "own", _("Publish other words")
    WITHHOLD = "withhold", _("Keep back")


class StaleReason(models.TextChoices):
    """Why somebody should look whether an entry is still right."""

    EXPIRED = "expired", _("Not confirmed in time")
    SOON = "soon", _("To be confirmed soon")
    SILENT = "silent", _("Not changed or confirmed for long")
    PERIOD_OVER = "period_over", _("Period over, outcome unknown")
    TARGET_PASSED = "target_passed", _("Date of a target passed, no result")
    ENDED = "ended", _("Partnership has ended, the entry does not say so")
    CHANGED = "changed", _("Partnership has changed since")


class RemarkKind(models.TextChoices):
    """What somebody said about a proposal, by when it was said."""

    NOTE = "note", _("Note with the proposal")
    COMMENT = "comment", _("Comment")
    SENT_BACK = "sent_back", _("Sent back for changes")


class ConsentAnswer(models.TextChoices):
    YES = "yes", _("Agreed")
    NO = "no", _("Declined")


class Mark(models.TextChoices):
    """Few marks, set by exception beside a field; a reading of ours has its reason in the entry's notes."""

    OUR_READING = "our_reading", _("our reading")
    NO_SOURCE = "no_source", _("not stated in the source")
    SOURCES_DISAGREE = "sources_disagree", _("sources disagree")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed by the partnership")
    EXPECTED = "expected", _("expected, not reported as achieved")


# act -> (statuses it may start from, status it leads to)
PROPOSAL_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "publish": (frozenset({ProposalStatus.PROPOSED}), ProposalStatus.PUBLISHED),
    "send_back": (frozenset({ProposalStatus.PROPOSED}), ProposalStatus.SENT_BACK),
    "withdraw": (frozenset({ProposalStatus.PROPOSED, ProposalStatus.SENT_BACK}), ProposalStatus.WITHDRAWN),
}


def proposal_move(act: str, status: str) -> str:
    """The status that follows `act`; raises MoveRefused where PROPOSAL_MOVES has no such move."""
    return moved(PROPOSAL_MOVES, act, status)
