"""N2: a day-old backup is restored: what may have been sent is held for a person, and not sent a second time."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail as mailbox
from django.core.management import CommandError, call_command
from django.db import transaction

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, queue_mail
from pes_partnerships.outbox.services import sweep as send
from pes_partnerships.outbox.services.restoring import Held, drop, hold_after_restore, let_go
from reviews.reminders.services.reminding import sweep_reminders

from .test_sweep import addresses, morning

LOST = morning(60, hour=14)  # until this moment the lost database was in use; the backup is of the evening before
Row = OutboxMail.objects


def ids_sent() -> list[str]:
    return [each.extra_headers["Message-ID"] for each in mailbox.outbox]


def waiting(address: str, due_at) -> OutboxMail:
    with transaction.atomic():
        return queue_mail(
            kind="text_recalled", to_address=address, to_name="Ona", language="en",
            template="partnerships/signing/mail/text_recalled", context={"reason": "x"}, due_at=due_at,
        )  # fmt: skip


@pytest.fixture
def lost(planned) -> list[str]:
    """The Message-IDs of the day that was lost; the rows are as the backup has them."""
    point = transaction.savepoint()
    sweep_reminders(now=morning(60))
    assert send(now=morning(60)) == Swept(sent=2)
    transaction.savepoint_rollback(point)
    return ids_sent()


def test_without_it_they_would_go_again_and_be_known_as_the_same(lost):
    """What the hold is for; the ids alone do not keep everybody from a second mail."""
    sweep_reminders(now=LOST)
    send(now=LOST)

    assert sorted(ids_sent()) == sorted(lost * 2)


def test_everything_due_until_the_loss_is_held_and_later_things_are_not(lost):
    waiting("held@example.org", morning(60, hour=8))
    waiting("goes@example.org", LOST + timedelta(minutes=1))

    assert hold_after_restore(at=LOST, by=Actor.system()) == Held(waiting=1, written=2)

    sweep_reminders(now=LOST)
    assert send(now=LOST + timedelta(hours=1)) == Swept(sent=1)
    assert mailbox.outbox[-1].to == ["Ona <goes@example.org>"]
    assert Row.held().count() == 3
    assert sweep_reminders(now=morning(30)) == 2  # the next stage is reminded of as ever
    assert LedgerEntry.objects.get(act="mails.held").after == {"mails": 2}


def test_a_second_run_holds_nothing_more(lost):
    hold_after_restore(at=LOST, by=Actor.system())

    assert hold_after_restore(at=LOST, by=Actor.system()) == Held(waiting=0, written=0)
    assert Row.held().count() == 2


def test_what_a_person_lets_go_is_known_as_the_lost_one_and_what_is_dropped_never_goes(lost):
    hold_after_restore(at=LOST, by=Actor.system())
    lina, jonas = Row.filter(to_address="lina@example.org"), Row.filter(to_address="jonas@example.org")

    assert let_go(lina, by=Actor.system(), now=LOST) == 1
    assert drop(jonas, by=Actor.system()) == 1

    assert send(now=LOST) == Swept(sent=1)
    assert ids_sent()[-1] in lost
    assert (Row.held().count(), lina.get().state, jonas.get().state) == (0, "sent", "withdrawn")
    assert sweep_reminders(now=LOST + timedelta(days=1)) == 0
    assert let_go(jonas, by=Actor.system(), now=LOST) == 0


def test_a_mail_that_was_being_sent_when_the_backup_was_taken_is_held_too(lost):
    mail = waiting("ona@example.org", morning(61))
    Row.filter(pk=mail.pk).update(state="claimed", claim=mail.pk, claimed_at=morning(60))

    assert hold_after_restore(at=LOST, by=Actor.system()).waiting == 1
    mail.refresh_from_db()
    assert (mail.state, mail.claim, mail.claimed_at) == ("held", None, None)


def command(**asked) -> str:
    said = StringIO()
    call_command("after_restore", stdout=said, **asked)
    return said.getvalue()


@time_machine.travel(morning(60, hour=6), tick=False)
def test_the_command_holds_lists_lets_go_and_drops(planned):
    first, second = waiting("ona@example.org", morning(62)), waiting("jon@example.org", morning(61))

    assert command(at=morning(60, hour=5)).startswith(
        "Held: 2 mails that waited in the backup, and 0 that fell due since"
    )
    assert [line.split()[0] for line in command(list=True).splitlines()] == [first.number, second.number]
    assert command(let_go=[first.number.lower()]) == "To be sent: 1.\n"
    assert command(drop=["all"]) == "Dropped: 1.\n"
    assert command(list=True) == ""


def test_the_command_refuses_a_number_that_is_not_held_and_a_moment_ahead(planned):
    with pytest.raises(CommandError, match="No held mail has the number M-0000-0000"):
        command(drop=["M-0000-0000"])
    with pytest.raises(CommandError, match="lies ahead"):
        call_command("after_restore", "--at", "2999-01-01T00:00")
    assert addresses() == []
