"""The clock with real servers: PostgreSQL, Redis, a mail server, and Celery workers as processes of their own."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import connections, transaction
from django.db.utils import load_backend
from django_scopes import scopes_disabled
from environ import Env

from tests.servers import HOST, RUN_FOLDER, MailServer, PostgresServer

TEMPLATE = "pes_migrated"
THREADS = 4


@pytest.fixture(scope="session")
def migrated(postgres_server: PostgresServer) -> str:
    """A database with every migration applied, made once in a run; each test gets a copy of it."""
    folder = Path(os.environ[RUN_FOLDER])
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "migrated").exists():
            postgres_server.execute(f'DROP DATABASE IF EXISTS "{TEMPLATE}"')  # of a try that did not get through
            postgres_server.execute(f'CREATE DATABASE "{TEMPLATE}"')
            manage = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(manage, env=environment(postgres_server.url(TEMPLATE), folder), check=True)
            (folder / "migrated").touch()
    return TEMPLATE


def environment(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    """What a process of the product is started with."""
    own = {"DATABASE_URL": database_url, "VAR_DIR": str(folder / "var"), "DEMO": "on", "DEBUG": "off"}
    return os.environ | {"DJANGO_SETTINGS_MODULE": "pes_partnerships.settings", **own, **more}


@pytest.fixture
def on_postgres(postgres_server: PostgresServer, migrated: str, django_db_blocker) -> Iterator[str]:
    """The test's own PostgreSQL database, as the default one of this process; its URL."""
    with postgres_server.database(template=migrated) as url, django_db_blocker.unblock():
        before = connections["default"]
        connections["default"] = postgres_connection(before.settings_dict, url)
        try:
            yield url
        finally:
            connections["default"].close()
            connections["default"] = before


def postgres_connection(usual: dict, url: str):
    """A connection as the product would open it, beside the one that the test run was started with."""
    options = {**usual, "OPTIONS": {}, "CONN_MAX_AGE": 0, **Env.db_url_config(url)}
    return load_backend(options["ENGINE"]).DatabaseWrapper(options, "default")


@pytest.fixture
def at_once(on_postgres: str) -> Iterator[Callable[[Callable], Future]]:
    """at_once(work) runs work in a thread with a connection of its own."""
    usual = connections["default"].settings_dict

    def run(work: Callable) -> object:
        connections["default"] = postgres_connection(usual, on_postgres)
        try:
            return work()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(THREADS) as pool:
        yield lambda work: pool.submit(run, work)


@pytest.fixture
def while_open(at_once) -> Iterator[Callable[[Callable, list[Callable]], list]]:
    """while_open(act, works): the works start before the act is committed, and go on once all of them wait for it.

    Answers what each work returned, or the error that it raised.
    """

    def run(act: Callable, works: list[Callable]) -> list:
        acted = threading.Event()

        def keep_open() -> None:
            with scopes_disabled(), transaction.atomic():
                act()
                acted.set()
                wait_for_waiting(len(works))

        def follow(work: Callable) -> object:
            acted.wait(30)
            with scopes_disabled():
                return work()

        first = at_once(keep_open)
        started = [at_once(lambda work=work: follow(work)) for work in works]
        first.result()
        return [each.exception() or each.result() for each in started]

    return run


def wait_for_waiting(number: int) -> None:
    """Until so many others wait for a lock; also when none of them has to, for then the test itself will tell."""
    ends = time.monotonic() + 10
    with connections["default"].cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= number:
                return
            time.sleep(0.02)


class Worker:
    """`celery worker -B` of production: it wakes the sweeps, and a commit wakes it."""

    def __init__(self, env: dict[str, str], log: Path):
        command = [sys.executable, "-m", "celery", "-A", "pes_partnerships", "worker", "-B", "--pool=solo"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--loglevel=info"], env=env, stdout=output, stderr=output, start_new_session=True
            )

    def kill(self) -> None:
        """As a power cut: the worker and its beat, with no chance to tidy up."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def worker(on_postgres: str, redis_url: str, tmp_path: Path) -> Iterator[Callable[[MailServer], Worker]]:
    """worker(mail server) starts one more worker; all are killed at the end."""
    started: list[Worker] = []

    def start(sink: MailServer) -> Worker:
        folder = tmp_path / f"worker{len(started)}"
        more = {"REDIS_URL": redis_url, "EMAIL_URL": sink.url, "SWEEP_SECONDS": "0.5"}
        env = environment(on_postgres, folder, BASE_URL=django_settings.BASE_URL, **more)
        started.append(Worker(env, tmp_path / "workers.log"))
        return started[-1]

    yield start
    for each in started:
        each.kill()


@contextmanager
def mail_server_at(port: int) -> Iterator[MailServer]:
    """A mail server that comes up where the product looks for it."""
    sink = MailServer(port=port)
    controller = Controller(sink, hostname=HOST, port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
