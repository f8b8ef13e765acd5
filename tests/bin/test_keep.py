"""`bin/keep.py` keeps a command running: real processes that end, are killed, and are stopped."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers import is_alive, wait_until

pytestmark = pytest.mark.slow

KEEP = Path(__file__).parents[2] / "bin" / "keep.py"
STAYS = "import os, sys, time; print(os.getpid(), flush=True); time.sleep(60)"


class Kept:
    def __init__(self, command: list[str], folder: Path):
        self.said, self.log = folder / "said", folder / "log"
        with self.said.open("wb") as said, self.log.open("wb") as log:
            env = os.environ | {"LONGEST_PAUSE": "0.1"}
            self.process = subprocess.Popen([sys.executable, KEEP, *command], env=env, stdout=said, stderr=log)

    def started(self) -> list[int]:
        """Lines that are whole: one that is killed before the end of its line would run into the next."""
        return [int(line) for line in self.said.read_text().rpartition("\n")[0].split()]

    def wait_for_start(self, number: int) -> int:
        wait_until(lambda: len(self.started()) >= number, f"start {number}", self.log)
        return self.started()[number - 1]


@pytest.fixture
def kept(tmp_path) -> Iterator[Callable[..., Kept]]:
    running: list[Kept] = []

    def keep(*command: str) -> Kept:
        running.append(Kept(list(command), tmp_path))
        return running[-1]

    yield keep
    for each in running:
        if each.process.poll() is None:
            each.process.terminate()
            each.process.wait(10)


def test_the_pauses_grow_up_to_a_minute():
    spec = importlib.util.spec_from_file_location("keep", KEEP)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert [module.pause_after(ends, 60) for ends in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert module.pause_after(100_000, 60) == 60


def test_what_is_killed_is_started_again_and_told(kept):
    clock = kept(sys.executable, "-c", STAYS)
    for number in (1, 2, 3):
        os.kill(clock.wait_for_start(number), signal.SIGKILL)
    wait_until(lambda: is_alive(clock.wait_for_start(4)), "the fourth start")

    lines = clock.log.read_text().splitlines()
    assert ["ended with code -9; start again in 0.1 s" in line for line in lines] == [True] * 3
    assert lines[2].endswith("(restart 3)")


def test_what_ends_without_an_error_is_started_again(kept):
    clock = kept(sys.executable, "-c", "import os; print(os.getpid())")
    clock.wait_for_start(3)
    assert "ended with code 0" in clock.log.read_text()


def test_what_cannot_start_is_tried_again(kept):
    clock = kept("/nonexistent/celery")
    wait_until(lambda: "(restart 2)" in clock.log.read_text(), "the second try", clock.log)
    assert "did not start: [Errno 2]" in clock.log.read_text()
    assert clock.process.poll() is None


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_both_and_nothing_else(stop, kept):
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    clock = kept(sys.executable, "-c", STAYS)
    child = clock.wait_for_start(1)

    clock.process.send_signal(stop)

    assert clock.process.wait(10) == 0
    assert (is_alive(child), bystander.poll(), clock.log.read_text()) == (False, None, "")
    bystander.kill()
    bystander.wait()


def test_a_stop_ends_a_pause(kept, tmp_path):
    clock = kept("/nonexistent/celery")
    wait_until(lambda: "restart 1" in clock.log.read_text(), "the first try", clock.log)
    clock.process.terminate()
    assert clock.process.wait(10) == 0
