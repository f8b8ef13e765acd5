"""The broker of the small installation, as kombu uses it: two connections on one folder."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError, OperationalError

from pes_partnerships.lib.waking.broker import Channel, Transport


@pytest.fixture
def connect(tmp_path: Path):
    """connect() is one more process at the broker."""
    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path)}
    opened = []

    def open_connection() -> Connection:
        opened.append(Connection("filesystem://localhost", transport=Transport, transport_options=options))
        return opened[-1]

    yield open_connection
    for each in opened:
        each.close()


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """Each write stops in the middle of a file, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_one_puts_the_other_gets_once_and_in_order(connect, tmp_path):
    with connect().SimpleQueue("celery") as clock, connect().SimpleQueue("celery") as worker:
        for task in ("first", "second"):
            clock.put(task)
        assert [worker.get(timeout=5).payload for _each in range(2)] == ["first", "second"]
        with pytest.raises(clock.Empty):
            clock.get(block=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [b"", b'{"body": "W1tdLCB7', b"\0" * 200, b"\xff\xfe"])
def test_what_cannot_be_read_is_removed_and_told_and_the_next_one_comes(left, connect, tmp_path, caplog):
    (tmp_path / "00000000000000000001_x.celery.msg").write_bytes(left)
    with connect().SimpleQueue("celery") as queue:
        queue.put("look")
        assert queue.get(timeout=5).payload == "look"
    assert "cannot be read and is removed: 00000000000000000001_x.celery.msg" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_refuses_a_wake_up_and_keeps_no_half_of_it(connect, tmp_path):
    with connect().SimpleQueue("celery") as queue:
        with no_room_beyond(20), pytest.raises((ChannelError, OperationalError), match="cannot be written"):
            queue.put("look")
        assert list(tmp_path.iterdir()) == []
        queue.put("look")
        assert queue.get(timeout=5).payload == "look"


def test_a_wake_up_that_still_grows_is_not_seen(connect, tmp_path, monkeypatch):
    seen = []
    whole = Path.rename

    def look_then_rename(path: Path, target: Path) -> Path:
        seen.append(path.stat().st_size > 0)
        with connect().SimpleQueue("celery") as other, pytest.raises(Empty):
            other.get(block=False)
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", look_then_rename)
    with connect().SimpleQueue("celery") as queue:
        queue.put("look")
        assert queue.get(timeout=5).payload == "look"
    assert seen == [True]


def test_one_that_another_worker_took_meanwhile_is_passed_over(connect, monkeypatch):
    with connect().SimpleQueue("celery") as first, connect().SimpleQueue("celery") as second:
        first.put("look")
        took = []
        read = Path.read_text

        def taken_between(path: Path, **how: str) -> str:
            text = read(path, **how)
            if not took:
                took.append(True)
                took.append(second.get(timeout=5).payload)
            return text

        monkeypatch.setattr(Path, "read_text", taken_between)
        with pytest.raises(Empty):
            first.get(block=False)
    assert took == [True, "look"]


def test_the_product_uses_it_where_it_has_no_redis():
    usual = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    asked = "print(type(app.connection_for_write().default_channel).__module__)"
    said = subprocess.run(
        [sys.executable, "-c", f"from pes_partnerships.celery import app; {asked}"],
        env=usual, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == Channel.__module__
