"""Speed, side by side in one run: pages in “hellos”, PDF and reminders against a naive way. Only ratios travel.

`make bench` prints them with the budget; `ARGS="--rounds 40"` measures longer. Nothing here can fail a build.
"""

import argparse
import itertools
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # a database and files in a folder of the run's own
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

HELLO_TIMES = 20  # a hello is short: several make one measurement
PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@dataclass(frozen=True)
class Budget:
    name: str
    measured: str
    against: str
    most: float | None
    unit: str


BUDGETS = (
    Budget("Portfolio, 50 partnerships, signed in", "portfolio", "hello", 18, "hellos"),
    Budget("Search page of the directory", "search", "hello", 18, "hellos"),
    Budget("A name typed, 20,000 organisations", "typing", "hello", 20, "hellos"),
    Budget("PDF of an agreement, tagged and archival", "pdf", "naive pdf", 0.85, "× a naive render"),
    Budget("The same, against our fonts read anew", "pdf", "unshared pdf", None, "× without standards"),
)


def page(client: Client, path: str, times: int = 1) -> Callable[[], None]:
    def ask() -> None:
        for _time in range(times):
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}: nothing was measured.")

    return ask


def typing(client: Client, names: list[str]) -> Callable[[], None]:
    """Another name at each turn, as htmx asks for it: nothing is remembered from the one before."""
    address, turns = reverse("partnerships:organisation_alike"), itertools.cycle(names)

    def ask() -> None:
        answer = client.get(address, {"name": next(turns)}, headers={"HX-Request": "true"})
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}: nothing was measured.")

    return ask


def ours(html: str) -> Callable[[], None]:
    from partnerships.signing.services.documents import STYLESHEETS
    from pes_partnerships.lib.pdf import render_pdf

    return lambda: render_pdf(html, stylesheets=STYLESHEETS, title="Agreement", language="en")


def unshared(html: str, sheets: list[str]) -> Callable[[], None]:
    """The same document with fonts and stylesheets read anew each time, and no standard."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    static = ROOT / "static"

    def render() -> None:
        fonts = FontConfiguration()
        read = [CSS(filename=static / name, font_config=fonts) for name in sheets]
        HTML(string=html, base_url=str(static)).write_pdf(stylesheets=read, font_config=fonts)

    return render


def naive(html: str) -> Callable[[], None]:
    """A first attempt: the web's own fonts (woff2), everything read anew."""
    return unshared(html, ["css/fonts.css", "css/pdf-agreement.css"])


def measure(tasks: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Median seconds of each; the tasks take turns, so that a busy machine slows them alike."""
    for task in tasks.values():
        task()
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _round in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def report(medians: dict[str, float]) -> None:
    medians["hello"] /= HELLO_TIMES
    print(f"A hello through the whole middleware: {medians['hello'] * 1000:.2f} ms\n")
    for budget in BUDGETS:
        ratio = medians[budget.measured] / medians[budget.against]
        print(f"{budget.name:<42} {ratio:8.2f} {budget.unit}{verdict(ratio, budget.most)}")


def verdict(ratio: float, most: float | None) -> str:
    if most is None:
        return ""
    return f", {'over' if ratio > most else 'within'} the budget of {most}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    setup_test_environment()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    storages = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    with override_settings(ROOT_URLCONF="bench.urls", STORAGES=storages):
        from bench import duplicates, reminders
        from bench.world import make_world
        from partnerships.signing.services.documents import STYLESHEETS

        world = make_world()
        names, seen = duplicates.noticed(world.service)
        tasks = {
            "hello": page(world.anonymous, "/bench/hello/", HELLO_TIMES),
            "portfolio": page(world.manager, reverse("partnerships:portfolio")),
            "search": page(world.anonymous, reverse("directory:search")),
            "typing": typing(world.manager, duplicates.typed(names)),
            "pdf": ours(world.agreement_html),
            "naive pdf": naive(world.agreement_html),
            "unshared pdf": unshared(world.agreement_html, STYLESHEETS),
        }
        report(measure(tasks, rounds))
        print("\nReminders, in processor time:", *reminders.compared(world.cast).lines(), sep="\n")
        print("\nDoubles noticed among 20,000 organisations:", *seen.lines(), sep="\n")


if __name__ == "__main__":
    main()
