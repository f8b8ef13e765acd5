"""Send what is due. Rows are the queue: this may run anywhere, any number of times, side by side.

A row is claimed by a conditional update and only then sent, so two sweeps never send one row. A worker that
dies after its claim leaves a stale one, which the next sweep takes back. No transaction is open while the
mail server is spoken to. The one way to a second copy is a kill between the server's "accepted" and our
update; it has the same Message-ID.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Min
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.refusals import refused_for_good, said_by
from pes_partnerships.outbox.rules.retry import AHEAD, MOST_ATTEMPTS, ahead_after, latest_attempt, next_attempt

from .claiming import claim, due_mails, mark_sent
from .composing import compose
from .losing import lose
from .messages import message_of

logger = logging.getLogger(__name__)
State = OutboxMail.State
WENT_STALE = "The worker that had claimed this mail did not finish."


@dataclass
class Swept:
    """Counts of one sweep: `retried` will be tried again, `failed` were given up, `undelivered` refused for good,
    `withdrawn` had nothing to say."""

    sent: int = 0
    failed: int = 0
    retried: int = 0
    taken_back: int = 0
    withdrawn: int = 0
    undelivered: int = 0


def sweep(*, now: datetime | None = None, limit: int = 200) -> Swept:
    """Take back stale claims, then claim and send up to `limit` due mails, in the order they fell due."""
    clock: Callable[[], datetime] = (lambda: now) if now else timezone.now
    swept = take_back_stale(clock())
    forget_times_ahead(clock())
    due = list(OutboxMail.objects.due(clock()).order_by("next_attempt_at").values_list("pk", flat=True)[:limit])
    connection, opened = get_connection(), False
    try:
        for mail in due_mails(due):
            if not claim(mail, clock()) or not _has_words(mail, clock(), swept):
                continue
            try:
                if not opened:
                    connection.open()
                    opened = True
                if not message_of(mail, connection).send():
                    raise OSError("the mail server took no message")
            except Exception as error:  # whatever it was, the mail must not be lost (N2)
                put_back(mail, error, clock(), swept)
                if not opened:
                    break  # the server is away: the other mails wait without losing an attempt
                _hang_up(connection)
                opened = False
            else:
                swept.sent += mark_sent(mail, clock())
    finally:
        _hang_up(connection)
    return swept


def take_back_stale(now: datetime) -> Swept:
    """Queue what dead workers held; a mail that every worker died of is given up like a refused one."""
    stale, free = OutboxMail.objects.stale(now), {"claim": None, "claimed_at": None, "last_error": WENT_STALE}
    return Swept(
        failed=stale.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, secrets={}, **free),
        taken_back=stale.update(state=State.QUEUED, next_attempt_at=now, **free),
    )


def forget_times_ahead(now: datetime) -> int:
    """A machine's time was set back: what was to go "now", or be tried again, waits for no day that is far ahead."""
    queued = OutboxMail.objects.filter(state=State.QUEUED)
    tried = queued.filter(attempts__gt=0, next_attempt_at__gt=latest_attempt(now))
    written = queued.filter(
        attempts=0,
        created_at__gt=ahead_after(now),
        next_attempt_at__gt=ahead_after(now),
        next_attempt_at__lte=F("created_at") + AHEAD,
    )
    return tried.update(next_attempt_at=now) + written.update(next_attempt_at=now, due_at=now)


def _has_words(mail: OutboxMail, now: datetime, swept: Swept) -> bool:
    """Composes what is composed late. A mail that cannot be composed waits like a refused one, and holds up no other:
    the log says so at once, for no mail server will ever say it."""
    if not mail.is_composed_late:
        return True
    try:
        is_to_go = compose(mail, now)
    except Exception as error:
        logger.exception("Mail %s (%s) cannot be composed.", mail.number, mail.kind)
        put_back(mail, error, now, swept)
        return False
    swept.withdrawn += mail.state == State.WITHDRAWN
    return is_to_go


def put_back(mail: OutboxMail, error: Exception, now: datetime, swept: Swept) -> None:
    """Queue the mail again after a growing pause; give it up after the last, and at once what is refused for good."""
    if words := refused_for_good(error):
        swept.undelivered += lose(OutboxMail.objects.ours(mail), words=words, at=now)
        return
    said = said_by(error)
    again = next_attempt(mail.attempts, now)
    if again:
        swept.retried += OutboxMail.objects.ours(mail).update(
            state=State.QUEUED, next_attempt_at=again, claim=None, claimed_at=None, last_error=said
        )
        logger.warning("Mail %s waits until %s: %s", mail.number, again, said)
    else:
        swept.failed += OutboxMail.objects.ours(mail).update(
            state=State.FAILED, secrets={}, claim=None, claimed_at=None, last_error=said
        )
        logger.error("Mail %s given up after %d tries: %s", mail.number, mail.attempts, said)


def oldest_unsent_age(now: datetime) -> timedelta | None:
    """How long the oldest mail that should be out has waited since it fell due; None if nothing waits."""
    oldest = OutboxMail.objects.overdue(now).aggregate(oldest=Min("due_at"))["oldest"]
    return now - oldest if oldest else None


def _hang_up(connection: BaseEmailBackend) -> None:
    """A server that is gone already has nothing to be told."""
    with suppress(OSError):
        connection.close()
