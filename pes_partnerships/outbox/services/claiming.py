"""The two statements around the sending of one mail: it is ours, and it went. Each is a commit of its own.

They are worded once and not by the ORM: it takes as long to build such a statement as the database to run it, and both
run for every mail (`make bench`). Rows are read many at a time; a row that changed since then is not claimed.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from pes_partnerships.outbox.models import OutboxMail

State = OutboxMail.State
READ_AT_ONCE = 25
CLAIM = """UPDATE outbox_outboxmail SET state = %s, claim = %s, claimed_at = %s, attempts = attempts + 1
WHERE uuid = %s AND state = %s AND attempts = %s AND sent_again = %s AND next_attempt_at <= %s"""
SENT = """UPDATE outbox_outboxmail
SET state = %s, sent_at = %s, secrets = %s, claim = NULL, claimed_at = NULL, last_error = ''
WHERE uuid = %s AND state = %s AND claim = %s"""


def due_mails(keys: Sequence[uuid.UUID]) -> Iterator[OutboxMail]:
    """The rows in the order of the keys, as they are a moment before each is claimed."""
    for first in range(0, len(keys), READ_AT_ONCE):
        some = keys[first : first + READ_AT_ONCE]
        found = OutboxMail.objects.select_related("service").in_bulk(some)
        yield from (found[key] for key in some if key in found)


def claim(mail: OutboxMail, now: datetime) -> bool:
    """Whether this sweep is the one that got it. A try counts from its claim on."""
    mine = uuid.uuid4()
    won = _run(
        CLAIM,
        [
            State.CLAIMED, _key(mine), _time(now),
            _key(mail.pk), State.QUEUED, mail.attempts, mail.sent_again, _time(now),
        ],
    )  # fmt: skip
    if won:
        mail.state, mail.claim, mail.claimed_at, mail.attempts = State.CLAIMED, mine, now, mail.attempts + 1
    return bool(won)


def mark_sent(mail: OutboxMail, now: datetime) -> int:
    """1 if the claim was still ours; the secrets leave the database in the same statement."""
    return _run(SENT, [State.SENT, _time(now), "{}", _key(mail.pk), State.CLAIMED, _key(mail.claim)])


def _run(statement: str, values: list[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _key(key: uuid.UUID | None) -> object:
    return OutboxMail._meta.pk.get_db_prep_value(key, connection)


def _time(at: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(at)
