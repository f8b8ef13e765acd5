"""What every part of the bench does: a database that is made once, CPU seconds, figures with their budgets.

CPU of this process and, on PostgreSQL, of its server's process, which counts in hundredths of a second. Only ratios
travel from one machine to another: to a bare view through the whole middleware, or to a peer in the same run.
"""

import gc
import hashlib
import json
import logging
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "cache" / "bench"
HELLO_TIMES = 20  # a hello is short: several make one measurement
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@dataclass(frozen=True)
class Figure:
    """A ratio with the most or the least that it may be; without either it is printed alone."""

    name: str
    value: float
    unit: str = "hellos"
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        bound = f"at most {self.most:g}" if self.most is not None else ""
        bound = f"at least {self.least:g}" if self.least is not None else bound
        verdict = f"({bound}{'' if self.holds else ': NOT HELD'})" if bound else ""
        return f"{self.name:<58} {self.value:8.2f} {self.unit:<22} {verdict} {self.note}".rstrip()


def tell(figure: Figure) -> None:
    """To the run that started this part (run.py)."""
    print(f"figure {json.dumps(asdict(figure))}", flush=True)


def told(line: str) -> Figure:
    return Figure(**json.loads(line.removeprefix("figure ")))


def set_up(database_url: str) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]  # no test environment: it would watch every template, and be measured


@contextmanager
def database(name: str, make: Callable[[], None], *, postgres: bool) -> Iterator[int | None]:
    """The default database, filled by `make` once for each state of the tables; the number of the server's process.

    On SQLite a copy of what var/cache/bench keeps; on PostgreSQL a cluster of its own, filled each time.
    """
    with _url(name, postgres=postgres) as (url, is_filled):
        set_up(url)
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection
        from django.test import override_settings

        storages = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        with override_settings(ROOT_URLCONF="bench.urls", STORAGES=storages):
            if not is_filled:
                call_command("migrate", verbosity=0)
                call_command("load_reference", verbosity=0)
                logging.disable(logging.WARNING)  # a rebuild tells of each row that was not there
                make()
                logging.disable(logging.NOTSET)
                connection.cursor().execute("ANALYZE")
            yield connection.cursor().connection.info.backend_pid if connection.vendor == "postgresql" else None
            connection.close()


@contextmanager
def _url(name: str, *, postgres: bool) -> Iterator[tuple[str, bool]]:
    if postgres:
        sys.path.insert(0, str(ROOT))
        from tests.servers import start_postgres

        server = start_postgres()
        try:
            yield server.url(), False
        finally:
            server.stop()
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    kept, copy = KEPT / f"{name}-{_state()}.sqlite3", KEPT / f"{name}-now-{os.getpid()}.sqlite3"
    is_filled = kept.exists()
    if is_filled:
        shutil.copyfile(kept, copy)
    try:
        yield f"sqlite:///{copy}", is_filled
        if not is_filled:
            for old in KEPT.glob(f"{name}-*.sqlite3"):
                if old != copy:
                    old.unlink()
            shutil.copyfile(copy, kept)
    finally:
        for path in KEPT.glob(f"{copy.name}*"):
            path.unlink()


def _state() -> str:
    """Another one where tables or the bench's own data change, so that nothing old is measured."""
    seen = hashlib.sha256()
    kept = (
        "directory/search/rules/tokens.py",
        "directory/search/services/documents.py",
        "partnerships/portfolio/rules/counting.py",
        "reviews/results/rules/digest.py",
        "reviews/warnings/rules/ready.py",
    )
    ours = [*ROOT.glob("bench/*.py"), *(ROOT / path for path in kept)]
    for path in sorted([*ROOT.glob("*/migrations/0*.py"), *ROOT.glob("pes_partnerships/*/migrations/0*.py"), *ours]):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def page(client, path: str, times: int = 1, **asked: object) -> Callable[[], None]:
    def ask() -> None:
        for _time in range(times):
            answer = client.get(path, **asked)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}: nothing was measured.")

    return ask


def signed_in(email: str):
    from django.test import Client

    from pes_partnerships.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email), backend=BACKEND)
    return client


@dataclass(frozen=True)
class Spent:
    """Seconds for one time."""

    cpu: float
    wall: float


def measured(tasks: dict[str, Callable[[], None]], rounds: int, server: int | None = None) -> dict[str, Spent]:
    """The tasks take turns, so that a busy machine slows them alike; `hello` is the unit."""
    from django.test import Client

    tasks = {"hello": page(Client(), "/bench/hello/", HELLO_TIMES), **tasks}
    for task in tasks.values():
        task()
    gc.set_threshold(50_000)  # as pes_partnerships/wsgi.py and gunicorn.conf.py do
    gc.collect()
    gc.freeze()
    cpu: dict[str, float] = dict.fromkeys(tasks, 0.0)
    wall: dict[str, list[float]] = {name: [] for name in tasks}
    for _round in range(rounds):
        for name, task in tasks.items():
            before, start = cpu_of(server), time.perf_counter()
            task()
            wall[name].append(time.perf_counter() - start)
            cpu[name] += cpu_of(server) - before
    found = {name: Spent(cpu[name] / rounds, statistics.median(wall[name])) for name in tasks}
    hello = found["hello"]
    return found | {"hello": Spent(hello.cpu / HELLO_TIMES, hello.wall / HELLO_TIMES)}


def cpu_of(server: int | None) -> float:
    own = time.process_time()
    if server is None:
        return own
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def beside(spent: Spent) -> str:
    return f"{spent.cpu * 1000:.1f} ms of CPU, {spent.wall * 1000:.1f} ms in all"
