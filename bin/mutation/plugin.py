"""The part of `make mutate` that sits inside pytest: it measures, picks tests, and saves making the database."""

import ctypes
import json
import os
import signal
import sqlite3
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import coverage
import pytest
from django.conf import settings
from django.db.backends.sqlite3.creation import DatabaseCreation
from mutation.tree import PACKAGES

TABLES = Path(os.environ["MUTATE_TABLES"])

# Whoever kills `make mutate` kills this process with it.
ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def pytest_configure(config: pytest.Config) -> None:
    DatabaseCreation.create_test_db = from_template(DatabaseCreation.create_test_db)
    if chosen := os.environ.get("MUTATE_CHOSEN"):
        config.pluginmanager.register(Chosen(Path(chosen).read_text(encoding="utf-8").split("\n")))
    is_worker = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if (folder := os.environ.get("MUTATE_MAP")) and is_worker:
        config.pluginmanager.register(Map(Path(folder)))


def from_template(make):
    """The migrations run once; every later run gets the tables that they made."""

    def create_test_db(creation, *args, **kwargs):
        if not TABLES.exists():
            name = make(creation, *args, **kwargs)
            mine = TABLES.with_suffix(f".{os.getpid()}")
            with sqlite3.connect(mine) as kept:
                creation.connection.connection.backup(kept)
            mine.replace(TABLES)
            return name
        name = creation._get_test_db_name()
        creation.connection.close()
        creation.connection.settings_dict["NAME"] = name
        creation.connection.ensure_connection()
        with sqlite3.connect(TABLES) as kept:
            kept.backup(creation.connection.connection)
        return name

    return create_test_db


class Chosen:
    """Runs these tests, in this order."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.order), key=lambda item: self.order[item.nodeid])


class Map:
    """Writes down which test runs which lines, and how long it takes: {test: [seconds, {file: [lines]}]}."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()
        self.coverage = coverage.Coverage(data_file=None, config_file=False, source=PACKAGES, messages=False)
        self.coverage.start()

    def pytest_collection_finish(self) -> None:
        import_module(settings.ROOT_URLCONF)  # else the first test that asks for a page would seem to run all of it

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self.coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration
        if not report.passed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        read = self.coverage.get_data()
        lines: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for path in read.measured_files():
            file = str(Path(path).relative_to(Path.cwd()))
            for line, tests in read.contexts_by_lineno(path).items():
                for test in tests:
                    lines[test].setdefault(file, []).append(line)
        found = {test: [taken, lines[test]] for test, taken in self.seconds.items() if test not in self.failed}
        written = {"tests": found, "failed": sorted(self.failed)}
        (self.folder / f"{os.getpid()}.json").write_text(json.dumps(written), encoding="utf-8")
