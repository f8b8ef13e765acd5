"""What an action needs before it is one, and where it is on its way (R4). Pure."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding

OPEN, LATE, SAID, CONFIRMED, NOT_WORKED, GIVEN_UP, CLOSED = (
    "open", "late", "said", "confirmed", "not_worked", "given_up", "closed",
)  # fmt: skip


def missing_for_action(*, has_owner: bool, due_on: date | None) -> list[Finding]:
    found = []
    if not has_owner:
        found.append(Finding("owner", _("Name who does it: an action needs an owner."), field="owner"))
    if due_on is None:
        found.append(Finding("due_on", _("Name the day by which it is to be done."), field="due_on"))
    return found


def standing_of(action: Any, today: date) -> str:
    """One word for where it is; an action closed before confirmations were asked for is just closed."""
    if action.closed_on:
        if action.is_given_up:
            return GIVEN_UP
        return {True: CONFIRMED, False: NOT_WORKED, None: CLOSED}[action.worked]
    if action.said_on:
        return SAID
    return LATE if action.due_on < today else OPEN


def standing_words(action: Any, standing: str) -> str:
    day = display_date(action.closed_on or action.said_on or action.due_on)
    sentences = {
        OPEN: _("To be done by %(day)s"),
        LATE: _("It was to be done by %(day)s"),
        SAID: _("Said to be done on %(day)s, not confirmed yet"),
        CONFIRMED: _("Confirmed on %(day)s: it worked"),
        NOT_WORKED: _("Closed on %(day)s: it did not work"),
        GIVEN_UP: _("Given up on %(day)s"),
        CLOSED: _("Closed on %(day)s"),
    }
    return sentences[standing] % {"day": day}


def standing_label(standing: str) -> str:
    return {
        OPEN: pgettext("corrective action", "Open"),
        LATE: _("Late"),
        SAID: _("To be confirmed"),
        CONFIRMED: _("It worked"),
        NOT_WORKED: _("It did not work"),
        GIVEN_UP: _("Given up"),
        CLOSED: pgettext("corrective action", "Closed"),
    }[standing]


TINT = {
    OPEN: "info", LATE: "error", SAID: "warning", CONFIRMED: "success", NOT_WORKED: "neutral", GIVEN_UP: "neutral",
    CLOSED: "neutral",
}  # fmt: skip
