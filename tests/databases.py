"""Databases that stand in for the tests' own: copies of it, and rows that take long to make."""

import fcntl
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Made = TypeVar("Made")


@contextmanager
def standing_in(name: str, rows: Path | None = None) -> Iterator[None]:
    """The default connection leads to a database of SQLite, which begins as a copy of `rows`, or of the tests' own."""
    mine = connections["default"]
    mine.ensure_connection()
    with _led_to(name) as other:
        other.ensure_connection()
        if rows is None:
            mine.connection.backup(other.connection)
        else:
            with closing(sqlite3.connect(rows)) as kept:
                kept.backup(other.connection)
        yield


@contextmanager
def _led_to(name: str) -> Iterator[BaseDatabaseWrapper]:
    """The default connection is one to the database of this name."""
    mine, named = connections["default"], connections.settings["default"]["NAME"]
    other = type(mine)({**mine.settings_dict, "NAME": name}, "default")
    connections.settings["default"]["NAME"], connections["default"] = name, other
    try:
        yield other
    finally:
        other.close()
        connections.settings["default"]["NAME"], connections["default"] = named, mine


@contextmanager
def lent(name: str, make: Callable[[], Made], folder: Path) -> Iterator[Made]:
    """What `make` returns, and the rows it wrote: made once in a run, kept in `folder`, lent to who asks.

    `folder` is the same for all workers of a run.
    """
    lend = _lent_by_sqlite if connection.vendor == "sqlite" else _lent_by_postgres
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with lend(name, make, folder, lambda: fcntl.flock(lock, fcntl.LOCK_UN)) as made:
            yield made


@contextmanager
def _lent_by_sqlite(name: str, make: Callable[[], Made], folder: Path, unlock: Callable[[], None]) -> Iterator[Made]:
    rows, returned = folder / f"{name}.sqlite3", folder / f"{name}.pickle"
    if not returned.exists():
        with standing_in(":memory:"):
            made = make()
            with closing(sqlite3.connect(rows)) as kept:
                connection.connection.backup(kept)
        returned.write_bytes(pickle.dumps(made))
    unlock()
    with standing_in(":memory:", rows):
        yield pickle.loads(returned.read_bytes())  # noqa: S301 it was written above


@contextmanager
def _lent_by_postgres(name: str, make: Callable[[], Made], folder: Path, unlock: Callable[[], None]) -> Iterator[Made]:
    """PostgreSQL copies a database as a file, as long as nobody is connected to the one that is copied."""
    rows, returned = f"lent_{name}", folder / f"{name}.pickle"
    mine = f"{rows}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    if not returned.exists():
        _copy(connection.settings_dict["NAME"], rows)
        with _led_to(rows):
            returned.write_bytes(pickle.dumps(make()))
    _copy(rows, mine)
    unlock()
    with _led_to(mine):
        yield pickle.loads(returned.read_bytes())  # noqa: S301 it was written above


def _copy(source: str, target: str) -> None:
    connection.close()
    quoted = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(target)}")
        cursor.execute(f"CREATE DATABASE {quoted(target)} TEMPLATE {quoted(source)}")
