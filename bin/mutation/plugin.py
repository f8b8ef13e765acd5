"""The part of `make mutate` that sits inside pytest: it measures, tries mutants, and saves making the database."""

import ctypes
import gc
import json
import os
import signal
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest
from django.conf import settings
from django.db.backends.sqlite3.creation import DatabaseCreation
from mutation.tree import FAILED, PACKAGES, PASSED, UNDECIDED


def pytest_configure(config: pytest.Config) -> None:
    die_with_parent()
    tables = Path(os.environ["MUTATE_TABLES"])
    DatabaseCreation.create_test_db = from_tables(tables, DatabaseCreation.create_test_db)
    is_worker = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if (folder := os.environ.get("MUTATE_MAP")) and is_worker:
        config.pluginmanager.register(Map(Path(folder)))
    if pipes := os.environ.get("MUTATE_PIPES"):
        config.pluginmanager.register(Attempts(*map(int, pipes.split())))


def die_with_parent() -> None:
    """Whoever kills `make mutate` outright kills this process with it (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def from_tables(tables: Path, make: Callable[..., str]) -> Callable[..., str]:
    """The migrations run once; every later run gets the tables that they made."""

    def create_test_db(creation, *args, **kwargs):
        if not tables.exists():
            name = make(creation, *args, **kwargs)
            mine = tables.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(mine)) as kept:
                creation.connection.connection.backup(kept)
            mine.replace(tables)
            return name
        name = creation._get_test_db_name()
        creation.connection.close()
        creation.connection.settings_dict["NAME"] = name
        creation.connection.ensure_connection()
        with closing(sqlite3.connect(tables)) as kept:
            kept.backup(creation.connection.connection)
        return name

    return create_test_db


class Map:
    """Writes down which test runs which lines, and how long it takes: {test: [seconds, {file: [lines]}]}.

    The seconds are the processor's, so that a busy machine makes no test look slow.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.coverage = coverage.Coverage(data_file=None, config_file=False, source=PACKAGES, messages=False)
        self.coverage.start()

    def pytest_collection_finish(self) -> None:
        import_module(settings.ROOT_URLCONF)  # else the first test that asks for a page would seem to run all of it

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        started = time.process_time()
        self.coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.coverage.switch_context("")
            self.seconds[item.nodeid] = time.process_time() - started

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
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


class Attempts:
    """Holds tests ready and forks a child for each attempt, which starts where a new process would be after seconds.

    The child gives the functions of the changed file their new code. What runs at import has run by then: such a
    mutant gets a process of its own in a tree that has the changed file already, and an attempt without a text.
    """

    def __init__(self, asked: int, answered: int) -> None:
        self.asked, self.answered = os.fdopen(asked), os.fdopen(answered, "w")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import_module(settings.ROOT_URLCONF)
        items = {item.nodeid: item for item in session.items}
        for line in self.asked:
            attempt = json.loads(line)
            # a test that a changed table does not make any more is missing
            chosen = [items[test] for test in attempt["tests"] if test in items]
            if not (child := os.fork()):
                os._exit(_attempted(session, attempt, chosen))
            print(_waited(child, attempt["limit"]), file=self.answered, flush=True)
        return True


def _attempted(session: pytest.Session, attempt: dict[str, str], chosen: list[pytest.Item]) -> int:
    os.setpgid(0, 0)
    die_with_parent()
    try:
        if attempt["text"]:
            exchange_code(str(Path.cwd() / attempt["file"]), attempt["text"])
    except ValueError:  # a function that encloses others has lost a variable
        return UNDECIDED
    try:
        for item, following in pairwise([*chosen, None]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return FAILED
    except BaseException:
        return FAILED
    return PASSED


def _waited(child: int, limit: float) -> int:
    """The child's exit code; one that is out of time has failed."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return FAILED


def exchange_code(path: str, text: str) -> None:
    """Every function that was made from the file gets the code that this text has in its place."""
    place = {code: key for key, code in _codes(compile(Path(path).read_text(encoding="utf-8"), path, "exec"))}
    new = dict(_codes(compile(text, path, "exec")))
    for function in [one for one in gc.get_objects() if type(one) is FunctionType]:
        if function.__code__.co_filename == path and (key := place.get(function.__code__)) in new:
            function.__code__ = new[key]


def _codes(module: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """The code of every function in a module, by its name and which of that name it is."""
    counted: Counter[str] = Counter()
    waiting = [module]
    while waiting:
        for code in waiting.pop(0).co_consts:
            if isinstance(code, CodeType):
                yield (code.co_qualname, counted[code.co_qualname]), code
                counted[code.co_qualname] += 1
                waiting.append(code)
