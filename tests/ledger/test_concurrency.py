"""Many writers, one chain."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, record, verify

WRITERS, ACTS_EACH = 4, 10


@pytest.fixture
def in_a_thread(transactional_db, tmp_path):
    """Run work in a thread with a connection of its own; SQLite's memory is first copied to a file."""
    settings = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "shared.sqlite3")
        copy = sqlite3.connect(settings["NAME"])
        connection.connection.backup(copy)
        copy.close()

    def run(work):
        connections["default"] = type(connections["default"])(settings, "default")
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        yield lambda work: pool.submit(run, work)


def write_acts() -> None:
    for _turn in range(ACTS_EACH):
        with transaction.atomic():
            service = EmploymentService.objects.get(code="lt")
            record(act="settings.changed", anchor=service, by=Actor.link("Ona"))


def test_writers_at_the_same_time_never_fork_the_chain(in_a_thread):
    in_a_thread(lambda: EmploymentService.objects.create(code="lt", name="LT")).result()

    for writer in [in_a_thread(write_acts) for _each in range(WRITERS)]:
        writer.result()

    verdict = in_a_thread(verify).result()
    count = in_a_thread(LedgerEntry.objects.count).result()
    assert (verdict.ok, verdict.rows, count) == (True, WRITERS * ACTS_EACH, WRITERS * ACTS_EACH)
