"""SQLite databases that stand in for the tests' own: copies of it, and rows that take long to make."""

import fcntl
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.db import connection, connections, transaction

Made = TypeVar("Made")


@contextmanager
def standing_in(name: str, rows: Path | None = None) -> Iterator[None]:
    """The default connection leads to another database, which begins as a copy of `rows`, or else of the tests' own."""
    mine, named = connections["default"], connections.settings["default"]["NAME"]
    mine.ensure_connection()
    other = type(mine)({**mine.settings_dict, "NAME": name}, "default")
    other.ensure_connection()
    if rows is None:
        mine.connection.backup(other.connection)
    else:
        with sqlite3.connect(rows) as kept:
            kept.backup(other.connection)
    connections.settings["default"]["NAME"], connections["default"] = name, other
    try:
        yield
    finally:
        connections["default"].connection.close()
        connections.settings["default"]["NAME"], connections["default"] = named, mine


@contextmanager
def lent(name: str, make: Callable[[], Made], folder: Path) -> Iterator[Made]:
    """What `make` returns, and the rows it wrote: made once in a run, kept in `folder`, lent to who asks.

    `folder` is the same for all workers of a run. On PostgreSQL each who asks has the rows made anew.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield make()
            transaction.set_rollback(True)
        return
    rows, returned = folder / f"{name}.sqlite3", folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not returned.exists():
            with standing_in(":memory:"):
                made = make()
                with sqlite3.connect(rows) as kept:
                    connection.connection.backup(kept)
            returned.write_bytes(pickle.dumps(made))
    with standing_in(":memory:", rows):
        yield pickle.loads(returned.read_bytes())  # noqa: S301 it was written above
