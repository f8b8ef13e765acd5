"""One mail sent again, tried at once, or cancelled, by a person who says so; each is an act of the ledger."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F

from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, Personal, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.renewing import known_renewers

State = OutboxMail.State
GONE = (State.SENT, State.FAILED, State.UNDELIVERED)  # its link is out of the database


class TooLate(MoveRefused):
    """Meanwhile the mail is in another state."""


def may_be_sent_again(mail: OutboxMail) -> bool:
    if mail.state not in GONE or mail.service_id is None:
        return False
    return not mail.brings_link or known_renewers.of(mail.kind) is not None


def may_be_tried_now(mail: OutboxMail) -> bool:
    """It waits because of a passing fault."""
    return mail.state == State.QUEUED and mail.attempts > 0


def may_be_cancelled(mail: OutboxMail) -> bool:
    return mail.state in (State.QUEUED, State.HELD)


@transaction.atomic
def send_again(*, mail: OutboxMail, by: Actor, at: datetime) -> None:
    """A second sending on purpose has a Message-ID of its own; where the link is gone, a new one ends the earlier one.

    Raises MoveRefused where what it was for is over, or the mail is in another state.
    """
    locked = _locked(mail, may_be_sent_again)
    if locked.brings_link:
        renew = known_renewers.of(locked.kind)
        if renew is None:
            raise TooLate
        try:
            renew(locked, by=by, at=at)
        except ObjectDoesNotExist as gone:
            raise MoveRefused("what the link was for is no longer there") from gone
    else:
        OutboxMail.objects.filter(pk=locked.pk).update(
            state=State.QUEUED, sent_again=F("sent_again") + 1, attempts=0, next_attempt_at=at, due_at=at, sent_at=None,
            undelivered_at=None, last_error="",
        )  # fmt: skip
    _record("mail.sent_again", locked, by, at)


@transaction.atomic
def try_now(*, mail: OutboxMail, by: Actor, at: datetime) -> None:
    """The same mail, before its pause is over. Raises TooLate."""
    locked = _locked(mail, may_be_tried_now)
    OutboxMail.objects.filter(pk=locked.pk).update(next_attempt_at=at)
    _record("mail.tried_now", locked, by, at)


@transaction.atomic
def cancel(*, mail: OutboxMail, by: Actor, at: datetime) -> None:
    """It is never sent, and its key stays taken: nothing writes it again. Raises TooLate."""
    locked = _locked(mail, may_be_cancelled)
    OutboxMail.objects.filter(pk=locked.pk).update(state=State.WITHDRAWN, secrets={})
    _record("mail.cancelled", locked, by, at)


def _locked(mail: OutboxMail, may) -> OutboxMail:
    locked = OutboxMail.objects.select_for_update(of=("self",)).select_related("service").get(pk=mail.pk)
    if not may(locked):
        raise TooLate
    return locked


def _record(act: str, mail: OutboxMail, by: Actor, at: datetime) -> None:
    whose = User.objects.filter(email__iexact=mail.to_address).first()
    record(
        act=act,
        anchor=mail.service,
        by=by,
        service=mail.service,
        after={"mail": mail.number, "mail_kind": mail.kind},
        private={"to_address": Personal(mail.to_address, whose)},
        at=at,
    )
