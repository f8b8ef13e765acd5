"""N1, N2: `make run` comes up each time and stays, also on a busy machine and after a full disk."""

import shutil
from pathlib import Path

import pytest

from tests.running import Running, running

PAGES, MOST_MEGABYTES = 100, 120
pytestmark = pytest.mark.rehearse

STARTS = 20


def test_twenty_starts_in_a_row_under_load_come_up_stay_and_stop(var_folder: Path, tmp_path: Path, load):
    log, beat = tmp_path / "log", ""
    for number in range(STARTS):
        with running(var_folder, log, SWEEP_SECONDS="1") as product:
            for _beat in range(2):
                beat = product.wait_for_beat(after=beat)
            product.wait(lambda number=number: log.read_text().count("is ready") == number + 1, "the address")
            assert product.get("/")[0] == 200
    said = log.read_text()
    assert (said.count("is ready"), said.count("start again"), said.count("Traceback")) == (STARTS, 0, 0), said[-3000:]


def test_the_web_stays_small(var_folder: Path, tmp_path: Path):
    """G16: each of its processes, after a hundred pages and no PDF, with its share of what they have in common."""
    with running(var_folder, tmp_path / "log") as product:
        product.wait_for_beat()
        for turn in range(PAGES):
            assert product.get(("/", "/account/login/", "/guidance/", "/healthz/")[turn % 4])[0] == 200
        sizes = product.web_megabytes()

    assert len(sizes) == 3  # one that watches, and two that answer
    assert max(sizes) <= MOST_MEGABYTES, sizes


def test_a_start_on_what_a_full_disk_left(var_folder: Path, tmp_path: Path):
    wake_ups = var_folder / "wake-ups"
    wake_ups.mkdir(exist_ok=True)
    for number in range(50):
        (wake_ups / f"{number:020}_x.celery.msg").write_bytes(b"" if number % 2 else b'{"body": "W1tdL')
        (wake_ups / f"{number:020}_x.celery.part").touch()

    with running(var_folder, tmp_path / "log", SWEEP_SECONDS="1") as product:
        beat = product.wait_for_beat()
        (wake_ups / "00000000000000000002_x.celery.msg").touch()  # and one more while it runs
        product.wait_for_beat(after=product.wait_for_beat(after=beat))
        assert product.get("/")[0] == 200
    said = (tmp_path / "log").read_text()
    assert (said.count("start again"), said.count("cannot be read and is removed")) == (0, 1), said[-3000:]


def test_the_disk_fills_up_while_it_runs(small_disk: Path, used_folder: Path, tmp_path: Path):
    folder, log = Path(shutil.copytree(used_folder, small_disk / "var")), tmp_path / "log"
    with running(folder, log, SWEEP_SECONDS="1", LONGEST_PAUSE="4") as product:
        product.wait_for_beat()
        fill(small_disk / "ballast")
        product.wait(lambda: "cannot be written" in log.read_text(), "the log to name the full disk")
        answers = [product.get("/healthz/")[0] for _each in range(5)]
        assert set(answers) <= {200, 503}
        full = product.last_beat()
        (small_disk / "ballast").unlink()
        comes_back(product, after=full)

    with running(folder, log, SWEEP_SECONDS="1") as product:
        comes_back(product, after=full)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def comes_back(product: Running, *, after: str) -> None:
    beat = product.wait_for_beat(after=after)
    product.wait_for_beat(after=beat)
    assert product.get("/")[0] == 200
