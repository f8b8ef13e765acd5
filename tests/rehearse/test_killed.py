"""N2: whoever kills the clock, the web answers, and the clock comes back."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import Running, running

pytestmark = pytest.mark.rehearse

KILLS = 20


@contextmanager
def asked_all_the_time(product: Running) -> Iterator[list[int]]:
    """The status of a page of the directory, asked for every half second by somebody who knows nothing of clocks."""
    statuses, over = [], threading.Event()

    def ask() -> None:
        while not over.wait(0.5):
            statuses.append(product.get("/")[0])

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield statuses
    finally:
        over.set()
        reader.join()


def test_a_clock_that_is_killed_twenty_times_comes_back_and_the_web_answers(var_folder: Path, tmp_path: Path):
    log = tmp_path / "log"
    with running(var_folder, log, SWEEP_SECONDS="1", LONGEST_PAUSE="3") as product:
        beat = product.wait_for_beat()
        with asked_all_the_time(product) as statuses:
            for number in range(KILLS):
                part = ("worker", "beat")[number % 2]
                product.wait(lambda part=part: product.of_clock(part), f"a {part}")
                os.kill(product.of_clock(part), signal.SIGKILL)
                assert product.get("/")[0] == 200
                time.sleep(0.5)
            product.wait_for_beat(after=beat)
        beat = product.wait_for_beat(after=product.last_beat())
    assert set(statuses) == {200}
    said = log.read_text()
    assert said.count("ended with code -9; start again") == KILLS
    assert "in 1 s (restart 1)" in said
    assert "in 3 s (restart 10)" in said


def test_without_its_web_everything_ends(var_folder: Path, tmp_path: Path):
    with running(var_folder, tmp_path / "log", SWEEP_SECONDS="1") as product:
        product.wait_for_beat()
        [web, *_workers] = sorted(product.of_web())
        os.kill(web, signal.SIGKILL)
        assert product.make.wait(30) != 0
        assert product.processes() == {}
