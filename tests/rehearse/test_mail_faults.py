"""N2, the long forms: the whole product with a locked database and with a mail server that refuses for a while."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import TOP, Running, environment, running
from tests.servers import MailServer

pytestmark = pytest.mark.rehearse

LOCKED = 30  # seconds
MAILS = 20
WRITE = f"""
from django.db import transaction
from pes_partnerships.outbox.services import queue_mail
with transaction.atomic():
    for each in range({MAILS}):
        queue_mail(kind="text_recalled", to_address=f"person{{each}}@example.org", to_name="Ona", language="en",
                   template="partnerships/signing/mail/text_recalled", context={{"reason": "A date was wrong."}})
"""


def write_mails(folder: Path) -> None:
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", WRITE]
    subprocess.run(command, cwd=TOP, env=environment(folder), check=True)


def arrived(sink: MailServer) -> list[str]:
    return sorted(str(message["Message-ID"]) for message in sink.messages)


def all_arrive_once(product: Running, sink: MailServer) -> None:
    product.wait(lambda: len(set(arrived(sink))) == MAILS, "all mails")
    time.sleep(5)
    assert len(arrived(sink)) == MAILS


def test_a_database_that_is_locked_for_half_a_minute_costs_time_only(
    var_folder: Path, tmp_path: Path, mail_server: MailServer
):
    with running(var_folder, tmp_path / "log", SWEEP_SECONDS="1", EMAIL_URL=mail_server.url) as product:
        product.wait_for_beat()
        write_mails(var_folder)
        other = sqlite3.connect(var_folder / "db.sqlite3", isolation_level=None, timeout=20)
        other.execute("BEGIN IMMEDIATE")
        ends = time.monotonic() + LOCKED
        while time.monotonic() < ends:
            assert product.get("/")[0] == 200  # pages are read all the same
            time.sleep(1)
        before = product.last_beat()
        other.execute("ROLLBACK")
        other.close()
        all_arrive_once(product, mail_server)
        product.wait_for_beat(after=before)


def test_a_mail_server_that_refuses_for_a_while_gets_each_mail_once(
    var_folder: Path, tmp_path: Path, mail_server: MailServer
):
    mail_server.answer_to_data = "451 4.7.1 try later"
    with running(var_folder, tmp_path / "log", SWEEP_SECONDS="1", EMAIL_URL=mail_server.url) as product:
        product.wait_for_beat()
        write_mails(var_folder)
        time.sleep(20)
        assert arrived(mail_server) == []
        assert product.health()["outbox_waiting"] == MAILS
        mail_server.answer_to_data = "250 OK"
        all_arrive_once(product, mail_server)
