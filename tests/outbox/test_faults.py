"""N2: the mail server refuses for hours, hangs, or the database is locked: nothing is lost or doubled.

The long forms, with the whole product, are in tests/rehearse/.
"""

import asyncio
import sqlite3
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, sweep
from tests.threads import in_a_thread  # noqa: F401

Row = OutboxMail.objects


def ids(smtp) -> list[str]:
    return sorted(message["Message-ID"] for message in smtp.messages)


def test_a_server_that_answers_451_for_hours_gets_each_mail_once_when_it_is_well_again(invite, smtp):
    smtp.answer_to_data = "451 4.7.1 greylisted, try later"
    mails = [invite(to_address=f"person{each}@example.org") for each in range(5)]
    now = timezone.now() + timedelta(minutes=1)
    for minute in range(0, 7 * 60, 20):
        sweep(now=now + timedelta(minutes=minute))
    assert (ids(smtp), Row.filter(state="queued").count()) == ([], 5)
    assert {mail.last_error for mail in Row.all()} == {"451 4.7.1 greylisted, try later"}

    smtp.answer_to_data = "250 OK"
    for hour in range(8, 32):
        sweep(now=now + timedelta(hours=hour))

    assert ids(smtp) == sorted(mail.message_id for mail in mails)


def test_a_server_that_hangs_holds_up_one_sweep_and_no_mail_is_lost(invite, smtp, settings):
    settings.EMAIL_TIMEOUT = 0.3
    mails = [invite(), invite(to_address="jonas@example.org")]

    async def hang(*_envelope) -> str:
        await asyncio.sleep(5)
        return "250 too late"

    smtp.handle_DATA = hang
    now, began = timezone.now() + timedelta(minutes=1), time.monotonic()
    assert sweep(now=now) == Swept(retried=2)
    assert time.monotonic() - began < 4
    assert "timed out" in Row.first().last_error

    del smtp.handle_DATA
    assert sweep(now=now + timedelta(minutes=2)) == Swept(sent=2)
    assert ids(smtp) == sorted(mail.message_id for mail in mails)


def test_a_locked_database_costs_a_sweep_and_no_mail(in_a_thread, invite, smtp):  # noqa: F811
    """SQLite: another program holds the write lock; the sweep waits, gives up, and the next one sends."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("PostgreSQL has no such lock")
    mail = in_a_thread(invite).result()
    name = in_a_thread(lambda: connections["default"].settings_dict["NAME"]).result()
    locked, over = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(name, uri=str(name).startswith("file:"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        locked.set()
        over.wait(10)
        other.execute("ROLLBACK")
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(10)

    def patient_sweep() -> str:
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 200")
        try:
            sweep()
        except OperationalError as error:
            return str(error)
        return "sent"

    assert "locked" in in_a_thread(patient_sweep).result()
    over.set()
    holder.join()

    assert in_a_thread(sweep).result() == Swept(sent=1)
    assert ids(smtp) == [mail.message_id]
