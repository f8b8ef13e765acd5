"""Real servers for tests: PostgreSQL, Redis and a mail server, on free ports, in folders of their own.

As a pytest plugin it starts PostgreSQL and Redis at most once in a run, for whichever worker asks first; the
process that began the run stops them by pid. As a program it runs a command with both beside it:

    python -m tests.servers .venv/bin/python -m pytest -m servers
"""

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest

HOST = "127.0.0.1"
RUN_FOLDER = "PES_TEST_SERVERS"
PATIENCE = 30  # seconds for a server to start or to stop


class ServerMissing(RuntimeError):
    """The machine has no such server; the message says how to install it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until(reached: Callable[[], bool], what: str, log: Path | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:] if log and log.exists() else ""
            raise TimeoutError(f"{what} took longer than {PATIENCE} s\n{said}")
        time.sleep(0.02)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def is_alive(pid: int) -> bool:
    with suppress(ChildProcessError):  # our own child must be collected, or it stays as a zombie
        os.waitpid(pid, os.WNOHANG)
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def scratch_folder(name: str) -> Path:
    """A short path that another user may enter: a socket's is short, and pytest's own folder is closed."""
    folder = Path(tempfile.mkdtemp(prefix=f"pes-{name}-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, its process and its folder."""

    port: int
    pid: int
    folder: str
    stop_signal: int = signal.SIGTERM

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, self.stop_signal)
            wait_until(lambda: not is_alive(self.pid), f"stopping process {self.pid}")
        shutil.rmtree(self.folder, ignore_errors=True)


# --- PostgreSQL


class PostgresServer(Server):
    """One cluster; each test makes its own database."""

    def url(self, database: str = "postgres") -> str:
        return f"postgres://pes@{HOST}:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        import psycopg2

        connection = psycopg2.connect(self.url())
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, copied from template, dropped at the end."""
        name = f"pes_{uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def postgres_programs() -> Path:
    """Debian keeps every version's programs apart; the newest one serves."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not folders:
        raise ServerMissing("PostgreSQL is not installed: sudo apt-get install postgresql")
    return max(folders, key=lambda folder: int(folder.parent.name))


def as_unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: hand over the folder; returns what starts a program as its owner."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def start_postgres() -> PostgresServer:
    programs = postgres_programs()
    folder = scratch_folder("pg")
    become = as_unprivileged(folder)
    cluster, log = folder / "cluster", folder / "log"
    where = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}}
    subprocess.run(
        [*become, programs / "initdb", "-D", cluster, "-U", "pes", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        **where,
    )
    port = free_port()
    # Nothing here outlives the run, so nothing waits for the disk.
    options = {
        "listen_addresses": HOST,
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": 100,
        "shared_buffers": "64MB",
        "timezone": "UTC",
    }
    switches = [part for name, setting in options.items() for part in ("-c", f"{name}={setting}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*become, programs / "postgres", "-D", cluster, *switches],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **where,
        )
    # SIGQUIT is PostgreSQL's immediate stop: open connections do not hold it up.
    server = PostgresServer(port, process.pid, str(folder), signal.SIGQUIT)
    try:
        wait_until(lambda: accepts_queries(server), "starting PostgreSQL", log)
    except BaseException:
        server.stop()
        raise
    return server


def accepts_queries(server: PostgresServer) -> bool:
    import psycopg2

    with suppress(psycopg2.OperationalError):
        server.execute("SELECT 1")
        return True
    return False


# --- Redis


class RedisServer(Server):
    def url(self, number: int = 0) -> str:
        return f"redis://{HOST}:{self.port}/{number}"


def start_redis() -> RedisServer:
    program = shutil.which("redis-server")
    if program is None:
        raise ServerMissing("Redis is not installed: sudo apt-get install redis-server")
    folder = scratch_folder("redis")
    port = free_port()
    switches = {"--port": port, "--bind": HOST, "--dir": folder, "--save": "", "--appendonly": "no"}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, *(str(part) for pair in switches.items() for part in pair)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = RedisServer(port, process.pid, str(folder))
    try:
        wait_until(lambda: answers(port), "starting Redis", log)
    except BaseException:
        server.stop()
        raise
    return server


# --- mail


@dataclass
class Delivery:
    """One mail as the server accepted it."""

    sender: str
    recipients: list[str]
    message: EmailMessage


@dataclass
class MailServer:
    """Keeps what it accepts. Set an answer to refuse: a 4xx for now, a 5xx for good."""

    port: int = 0
    deliveries: list[Delivery] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # recipient -> SMTP answer
    answer_to_data: str = "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    @property
    def messages(self) -> list[EmailMessage]:
        return [delivery.message for delivery in self.deliveries]

    # The names below are aiosmtpd's.
    async def handle_RCPT(self, server, session, envelope, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answer_to_data.startswith("2"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.deliveries.append(Delivery(envelope.mail_from, list(envelope.rcpt_tos), message))
        return self.answer_to_data


@contextmanager
def smtp_sink() -> Iterator[MailServer]:
    """A mail server in this process."""
    from aiosmtpd.controller import Controller

    sink = MailServer(port=free_port())
    controller = Controller(sink, hostname=HOST, port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL cluster for this block alone."""
    server = start_postgres()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def redis() -> Iterator[RedisServer]:
    """A Redis server for this block alone; its stop() shows what a lost broker costs."""
    server = start_redis()
    try:
        yield server
    finally:
        server.stop()


# --- shared by the workers of one run


def shared(name: str, kind: type[Server], start: Callable[[], Server]) -> Server:
    """The run's server of that name: the first worker that asks starts it, the others find its record."""
    folder = Path(os.environ[RUN_FOLDER])
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        record = folder / f"{name}.json"
        if not record.exists():
            record.write_text(json.dumps(asdict(start())))
        return kind(**json.loads(record.read_text()))


def stop_shared(folder: Path) -> None:
    for record in folder.glob("*.json"):
        Server(**json.loads(record.read_text())).stop()
    shutil.rmtree(folder, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    # Workers inherit the folder from the process that began the run; only that one makes and empties it.
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="pes-run-"))
    os.environ[RUN_FOLDER] = str(folder)
    config.add_cleanup(lambda: stop_shared(folder))


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    return shared("postgres", PostgresServer, start_postgres)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The DATABASE_URL of an empty database of this test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def redis_url(worker_id: str) -> str:
    """The REDIS_URL of an empty database of this worker's own."""
    from redis import Redis

    server = shared("redis", RedisServer, start_redis)
    url = server.url(int(worker_id.removeprefix("gw") or 0) % 16 if worker_id != "master" else 0)
    Redis.from_url(url).flushdb()
    return url


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with smtp_sink() as sink:
        yield sink


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    """A real mail server of this test's own; the sweep sends to it."""
    with smtp_sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def main(command: list[str]) -> int:
    """Run a command with PostgreSQL and Redis beside it, and hand on its exit code."""
    with postgres() as database_server, redis() as broker, database_server.database() as database_url:
        env = os.environ | {"DATABASE_URL": database_url, "REDIS_URL": broker.url()}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
