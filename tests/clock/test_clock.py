"""N2 with everything real: each mail goes out once and is never lost, whatever is killed, restarted or away."""

import asyncio
import datetime
import threading

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.retry import STALE_AFTER
from pes_partnerships.outbox.services import last_beat, queue_mail
from reviews.models import Reminder
from tests.cast import make_cast
from tests.factories import signed_agreement
from tests.servers import MailServer, free_port, wait_until

from .conftest import mail_server_at

pytestmark = pytest.mark.servers

MAILS = 30
Row = OutboxMail.objects


def write(number: int = 1) -> list[OutboxMail]:
    """Mails as an act of the product queues them; any template does."""
    with transaction.atomic():
        return [
            queue_mail(
                kind="text_recalled",
                to_address=f"person{each}@example.org",
                to_name="Ona Petraitė",
                language="en",
                template="partnerships/signing/mail/text_recalled",
                context={"reason": "A date was wrong."},
            )
            for each in range(number)
        ]


def accepted(sink: MailServer) -> list[str]:
    return sorted(message["Message-ID"] for message in sink.messages)


def all_sent() -> bool:
    return Row.exists() and not Row.exclude(state="sent").exists()


def reminded() -> list[tuple[str, int]]:
    """Who got a reminder, and how many days before the review."""
    with scopes_disabled():
        return sorted(Reminder.objects.values_list("recipient__name", "round__lead_days"))


def a_worker_is_up() -> bool:
    return last_beat("clock") is not None


def time_goes_on(by: datetime.timedelta) -> None:
    """Waiting is what the clock does; here the rows grow older instead."""
    now = timezone.now()
    Row.filter(state="claimed").update(claimed_at=now - by)
    Row.filter(state="queued").update(next_attempt_at=now)


def test_the_worker_sends_mails_and_writes_due_reminders_once(worker, mail_server):
    cast = make_cast()
    months_ago = timezone.now() - datetime.timedelta(days=272)  # its first review is due in four weeks
    signed_agreement(cast, at=months_ago)

    worker(mail_server)

    wait_until(lambda: len(reminded()) == 2, "writing the reminders")
    wait_until(all_sent, "sending the mails")
    wait_until(a_worker_is_up, "the clock's first sweep")  # mails may go before the sweep has said so
    beat = last_beat("clock")
    wait_until(lambda: last_beat("clock") > beat + datetime.timedelta(seconds=2), "four more sweeps")
    assert reminded() == [("Jonas", 30), ("Lina", 30)]
    # the clock seals the document meanwhile and writes to the signatories: each of these mails goes once too
    wait_until(all_sent, "sending the mails that followed")
    assert accepted(mail_server) == sorted(mail.message_id for mail in Row.all())


def test_a_worker_killed_while_it_sends_costs_time_but_no_mail(worker, mail_server):
    talking = threading.Event()

    async def hang(*_envelope) -> str:
        talking.set()
        await asyncio.sleep(600)
        return "451 too late"

    mail_server.handle_DATA = hang
    [mail] = write()
    first = worker(mail_server)
    assert talking.wait(30)
    first.kill()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, accepted(mail_server)) == ("claimed", 1, [])

    del mail_server.handle_DATA
    time_goes_on(STALE_AFTER)
    worker(mail_server)
    wait_until(all_sent, "sending the mail again")
    mail.refresh_from_db()
    assert (accepted(mail_server), mail.attempts) == ([mail.message_id], 2)


def test_mails_wait_while_the_mail_server_is_away(worker):
    port = free_port()
    mails = write(3)
    worker(MailServer(port=port))
    wait_until(lambda: Row.filter(attempts=1, state="queued").exists(), "the first try")
    assert "ConnectionRefusedError" in Row.exclude(last_error="").first().last_error

    with mail_server_at(port) as sink:
        time_goes_on(STALE_AFTER)
        wait_until(all_sent, "sending when the server is back")
        assert accepted(sink) == sorted(mail.message_id for mail in mails)


def test_two_workers_at_once_send_each_mail_once(worker, mail_server):
    worker(mail_server)
    worker(mail_server)
    wait_until(a_worker_is_up, "starting the workers")

    mails = write(MAILS)

    wait_until(all_sent, "sending")
    assert accepted(mail_server) == sorted(mail.message_id for mail in mails)
