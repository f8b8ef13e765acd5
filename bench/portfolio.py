"""The start page of 15 to 50,000 partnerships beside a bare view and the Django admin's list of the same rows (G16).

`python bench/portfolio.py` on SQLite, `--postgres` on a cluster that it starts itself. CPU seconds of this process and,
on PostgreSQL, of its server's process; the data are made once for each size and kept in var/cache/bench.
"""

import argparse
import hashlib
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SIZES = (15, 1_000, 10_000, 50_000)
MOST_HELLOS, MOST_OF_ADMIN, MOST_GROWTH = 40, 0.5, 1.2
LINES = 15
HELLO_TIMES = 20
SEED = 2026
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def set_up(database_url: str) -> None:
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]  # no test environment: it would watch every template, and be measured


def make(size: int) -> None:
    """Partnerships with partners, agreements and reviews, in bulk; their ready rows by a rebuild."""
    from django.core.management import call_command
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from partnerships.models import Agreement, Organisation, Participation, Partnership, TargetGroup
    from partnerships.portfolio.services.rebuild import rebuild
    from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User
    from reviews.models import Review, Series

    chance, today, now = random.Random(SEED), timezone.localdate(), timezone.now()
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    User.objects.create_superuser(email="admin@example.org", password=None, name="Admin")
    service = EmploymentService.objects.create(name="Bench", code="bench")
    people = [User(email=f"m{n}@example.org", name=f"Manager {n}") for n in range(max(1, size // 100))]
    people = User.objects.bulk_create(people)
    Membership.objects.bulk_create(Membership(user=person, service=service, role="manager") for person in people)
    offices = Office.objects.bulk_create(
        Office(service=service, name=f"Office {n}") for n in range(min(100, 1 + size // 100))
    )
    with scopes_disabled():
        bodies = Organisation.objects.bulk_create(
            Organisation(service=service, name=f"Organisation {n}", category="ngo") for n in range(min(size, 2_000))
        )
        rows = Partnership.objects.bulk_create(
            (
                Partnership(
                    service=service,
                    office=chance.choice([None, *offices]),
                    manager=chance.choice(people),
                    reference=f"LT-2026-{n:05}",
                    title=f"{chance.choice(['Youth', 'Skills', 'Work', 'Health'])} partnership {n}",
                    place="Alytus",
                    next_review_on=today + timedelta(days=chance.randint(-60, 360)) if chance.random() < 0.8 else None,
                )
                for n in range(size)
            ),
            batch_size=500,
        )
        groups = list(TargetGroup.objects.values_list("pk", flat=True))
        through = Partnership.target_groups.through
        through.objects.bulk_create(
            (through(partnership=row, targetgroup_id=group) for row in rows for group in chance.sample(groups, 2)),
            batch_size=2_000,
        )
        Participation.objects.bulk_create(
            (
                Participation(partnership=row, organisation=body, status="member", order=order)
                for row in rows
                for order, body in enumerate(chance.sample(bodies, min(3, len(bodies))))
            ),
            batch_size=500,
        )
        texts = Agreement.objects.bulk_create(
            (
                Agreement(
                    partnership=row,
                    version=1,
                    title=row.title,
                    model=chance.choice(["agile", "subcontracted", "co_constructed", "supportive"]),
                    is_open_ended=False,
                    ends_latest=today + timedelta(days=chance.randint(-20, 1200)),
                    **(
                        {"status": "draft"}
                        if chance.random() < 0.1
                        else {"status": "in_force", "snapshot": "{}", "snapshot_sha256": "a" * 64, "in_force_at": now}
                    ),
                )
                for row in rows
            ),
            batch_size=500,
        )
        running = [text for text in texts if text.status == "in_force" and text.partnership.next_review_on]
        series = Series.objects.bulk_create(
            (Series(partnership=text.partnership, agreement=text) for text in running), batch_size=500
        )
        Review.objects.bulk_create(
            (
                Review(series=one, agreement=text, number=1, due_on=text.partnership.next_review_on, planned_at=now)
                for one, text in zip(series, running, strict=True)
            ),
            batch_size=500,
        )
    rebuild()


def cpu_of(pid: int | None) -> float:
    """CPU seconds of this process and of the database's own process."""
    own = time.process_time()
    if pid is None:
        return own
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(tasks: dict[str, Callable[[], None]], rounds: int, pid: int | None) -> dict[str, tuple[float, float]]:
    """CPU and wall seconds of each; the tasks take turns. PostgreSQL's own are counted in hundredths of a second."""
    for task in tasks.values():
        task()
    cpu: dict[str, float] = dict.fromkeys(tasks, 0.0)
    wall: dict[str, list[float]] = {name: [] for name in tasks}
    for _round in range(rounds):
        for name, task in tasks.items():
            before, start = cpu_of(pid), time.perf_counter()
            task()
            wall[name].append(time.perf_counter() - start)
            cpu[name] += cpu_of(pid) - before
    return {name: (cpu[name] / rounds, statistics.median(wall[name])) for name in tasks}


def one_size(size: int, rounds: int, pid: int | None) -> tuple[float, float]:
    """Prints the line of a size; the portfolio in hellos, and as a share of the admin's list."""
    from django.contrib import admin
    from django.test import Client

    from partnerships.models import Partnership
    from pes_partnerships.accounts.models import User

    admin.site._registry[Partnership].list_per_page = LINES
    clients = {}
    for name, email in (("manager", "m0@example.org"), ("admin", "admin@example.org")):
        clients[name] = Client()
        clients[name].force_login(User.objects.get(email=email), backend=BACKEND)
    anonymous = Client()

    def page(client: Client, path: str, times: int = 1) -> Callable[[], None]:
        def ask() -> None:
            for _time in range(times):
                answer = client.get(path)
                if answer.status_code != 200:
                    raise SystemExit(f"{path} answered {answer.status_code}: nothing was measured.")

        return ask

    found = measured(
        {
            "hello": page(anonymous, "/bench/hello/", HELLO_TIMES),
            "portfolio": page(clients["manager"], "/portfolio/"),
            "admin": page(clients["admin"], "/admin/partnerships/partnership/"),
        },
        rounds,
        pid,
    )
    hello = found["hello"][0] / HELLO_TIMES
    hellos, share = found["portfolio"][0] / hello, found["portfolio"][0] / found["admin"][0]
    cpu, wall = (seconds * 1000 for seconds in found["portfolio"])
    print(
        f"{size:>7,} partnerships: {hellos:6.1f} hellos (at most {MOST_HELLOS}), {share:5.2f} of the admin's list "
        f"(at most {MOST_OF_ADMIN}); {cpu:.1f} ms of CPU, {wall:.1f} ms in all",
        flush=True,
    )
    return hellos, share


def state_of_the_tables() -> str:
    seen = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted([*ROOT.glob("*/migrations/0*.py"), *ROOT.glob("pes_partnerships/*/migrations/0*.py")]):
        seen.update(path.read_bytes())
    seen.update((ROOT / "partnerships/portfolio/rules/counting.py").read_bytes())
    return seen.hexdigest()[:12]


@contextmanager
def database(size: int, *, postgres: bool) -> Iterator[str]:
    if postgres:
        from tests.servers import start_postgres

        server = start_postgres()
        try:
            yield server.url()
        finally:
            server.stop()
        return
    folder = ROOT / "var" / "cache" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    kept, copy = folder / f"{size}-{state_of_the_tables()}.sqlite3", folder / f"{size}-now-{os.getpid()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, copy)
    try:
        yield f"sqlite:///{copy}"
        if not kept.exists():
            shutil.copyfile(copy, kept)
    finally:
        for path in folder.glob(f"{copy.name}*"):
            path.unlink()


def run_size(size: int, rounds: int, *, postgres: bool) -> tuple[float, float]:
    with database(size, postgres=postgres) as url:
        set_up(url)
        from django.conf import settings
        from django.db import connection
        from django.test import override_settings

        from pes_partnerships.accounts.models import EmploymentService

        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {**settings.STORAGES, "staticfiles": plain}
        with override_settings(ROOT_URLCONF="bench.urls", STORAGES=storages):
            if "accounts_employmentservice" not in connection.introspection.table_names() or (
                not EmploymentService.objects.exists()
            ):
                make(size)
            pid = connection.cursor().connection.info.backend_pid if connection.vendor == "postgresql" else None
            if pid:
                connection.cursor().execute("ANALYZE")
            found = one_size(size, rounds, pid)
            connection.close()
        return found


def main() -> int:
    """Each size in a process of its own: a database is named before Django starts."""
    import subprocess

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        hellos, share = run_size(options.one, options.rounds, postgres=options.postgres)
        print(f"figures {hellos} {share}")
        return 0
    found = {}
    for size in options.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--rounds", str(options.rounds)]
        done = subprocess.run(
            [*command, *(["--postgres"] if options.postgres else [])], capture_output=True, text=True, check=True
        )
        *lines, figures = done.stdout.strip().splitlines()
        print(*lines, sep="\n", flush=True)
        found[size] = [float(each) for each in figures.split()[1:]]
    growth = found[options.sizes[-1]][0] / found[options.sizes[0]][0]
    print(f"From {options.sizes[0]:,} to {options.sizes[-1]:,} partnerships: {growth:.2f} × (at most {MOST_GROWTH})")
    held = all(hellos <= MOST_HELLOS and share <= MOST_OF_ADMIN for hellos, share in found.values())
    print("All hold." if held and growth <= MOST_GROWTH else "Over the budget.")
    return 0 if held and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
