"""How far the comments on a draft have come, in words, and what of it bars signature (G3)."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding


def sent_words(sent: int, answered: int, ends_on: datetime.date) -> str:
    """“Sent for comment: 3 of 5 have answered, by 12 May 2027.”"""
    words = ngettext(
        "Sent for comment: %(answered)s of %(sent)s has answered, by %(day)s.",
        "Sent for comment: %(answered)s of %(sent)s have answered, by %(day)s.",
        sent,
    )
    return words % {"answered": answered, "sent": sent, "day": display_date(ends_on)}


def waiting_words(count: int) -> str:
    words = ngettext("%(count)s comment waits for an answer.", "%(count)s comments wait for an answer.", count)
    return words % {"count": count}


def comment_findings(*, waiting: int, running: str) -> list[Finding]:
    """`waiting`: remarks of partners without an answer; `running`: how far an open round has come, in words."""
    found = []
    if waiting:
        detail = _("Answer each of them before the text is finalised.")
        found.append(Finding("comments_waiting", waiting_words(waiting), detail, anchor="comments"))
    if running:
        detail = _("Sending the text for signature closes the comments.")
        found.append(Finding("comments_open", running, detail, severity=ADVICE, needs_others=True, anchor="comments"))
    return found
