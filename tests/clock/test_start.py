"""N2: a start of `make run` comes up, outlives its clock, and leaves nothing behind. `make rehearse` has twenty."""

import os
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.running import prepare, running

pytestmark = [pytest.mark.servers, pytest.mark.rehearse]


def test_it_comes_up_outlives_its_clock_and_stops(tmp_path: Path):
    folder, log = tmp_path / "var", tmp_path / "log"
    prepare(folder)
    assert_migrated(folder / "db.sqlite3")
    (folder / "wake-ups").mkdir(exist_ok=True)
    (folder / "wake-ups" / "00000000000000000001_x.celery.msg").touch()  # as a full disk left it

    with running(folder, log, SWEEP_SECONDS="1") as product:
        beat = product.wait_for_beat()
        for part in ("worker", "beat"):
            killed = product.of_clock(part)
            os.kill(killed, signal.SIGKILL)
            product.wait(lambda part=part, killed=killed: product.of_clock(part) not in (None, killed), f"a new {part}")
            assert product.get("/healthz/")[0] in (200, 503)
            beat = product.wait_for_beat(after=beat)

    assert log.read_text().count("start again in 1 s (restart 1)") == 2


def assert_migrated(file: Path) -> None:
    """The migrations have made the tables of the models, with the row that names the end of the ledger's chain."""
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM ledger_ledgerhead").fetchone() == (1,)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"partnerships_agreement", "reviews_review", "directory_entry"} <= tables
