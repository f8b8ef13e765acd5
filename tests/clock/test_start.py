"""N2: a start of `make run` comes up, outlives its clock, and leaves nothing behind. `make rehearse` has twenty."""

import os
import signal
from pathlib import Path

import pytest

from tests.running import prepare, running

pytestmark = pytest.mark.servers


def test_it_comes_up_outlives_its_clock_and_stops(tmp_path: Path):
    folder, log = tmp_path / "var", tmp_path / "log"
    prepare(folder)
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
