"""A mail is known undelivered: refused for good, or come back. Whoever asked to know is told, once (G7)."""

import logging
from datetime import datetime

from django.db import transaction

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import OutboxQuerySet
from pes_partnerships.outbox.rules.listening import undelivered

logger = logging.getLogger(__name__)


def lose(rows: OutboxQuerySet, *, words: str, at: datetime) -> int:
    """`rows` finds the one mail in the state in which it may be lost: 0 where another process was faster.

    A listener that fails must not make the mail look sent: then the row alone is written, and the log says so.
    """
    try:
        return _lose(rows, words, at, is_told=True)
    except Exception:
        logger.exception("Nobody could be told of a mail that was not delivered.")
        return _lose(rows, words, at, is_told=False)


@transaction.atomic
def _lose(rows: OutboxQuerySet, words: str, at: datetime, *, is_told: bool) -> int:
    mail = rows.first()
    changed = {
        "state": OutboxMail.State.UNDELIVERED, "undelivered_at": at, "last_error": words, "secrets": {}, "claim": None,
        "claimed_at": None,
    }  # fmt: skip
    if mail is None or not rows.update(**changed):
        return 0
    for name, value in changed.items():
        setattr(mail, name, value)
    logger.warning("Mail %s (%s) was not delivered: %s", mail.number, mail.kind, words)
    if is_told:
        undelivered.tell(mail, at)
    return 1
