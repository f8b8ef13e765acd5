"""Work that really happens side by side, each thread with a database connection of its own."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

MOST_THREADS = 4


@pytest.fixture
def in_a_thread(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[Callable], Future]]:
    """Hand work to a thread. SQLite in memory has one writer only, so a copy in a file is used."""
    settings = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "shared.sqlite3")
        copy = sqlite3.connect(settings["NAME"])
        connection.connection.backup(copy)
        copy.close()

    def run(work: Callable) -> object:
        connections["default"] = type(connections["default"])(settings, "default")
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MOST_THREADS) as pool:
        yield lambda work: pool.submit(run, work)
