"""Who gave feedback, and where it is, in words (R8)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from reviews.feedback.rules import ANSWERED_WITHIN, age_words
from reviews.models import Feedback
from reviews.rules.feedback_words import FeedbackOutcome

TINTS = {
    FeedbackOutcome.TAKEN_UP: "success",
    FeedbackOutcome.ANSWERED: "success",
    FeedbackOutcome.NOT_TAKEN: "neutral",
}


def from_whom(row: Feedback) -> str:
    if row.is_of_clients:
        return _("Clients")
    party = row.participation.name if row.participation else _("A former partner")
    if row.contact:
        return _("%(person)s, %(party)s") % {"person": row.contact.name, "party": party}
    return party


def state_of(row: Feedback, today: date) -> dict[str, Any]:
    """A word, its colour, and how long it has waited."""
    if row.is_open:
        age = row.age(today)
        return {
            "label": _("Waits for an answer"),
            "tint": "error" if age > ANSWERED_WITHIN else "warning",
            "words": age_words(age) if age else _("since today"),
        }
    return {"label": str(row.get_outcome_display()), "tint": TINTS[row.outcome], "words": ""}
