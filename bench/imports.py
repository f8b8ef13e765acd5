"""A portfolio of 2,000 partnerships out of one workbook, beside the same rows written bare."""

import random
import resource
import time
from typing import Any

from bench.measuring import Figure, database, tell

PARTNERSHIPS = 2_000
# partnerships, 3 participants, an agreement, 2 parties, an objective and 2 values each: 20,000 lines
PARTICIPANTS, VALUES = 3, 2
MOST_READING, MOST_WRITING, MOST_HELD = 60, 8, 10


def sheets() -> dict[str, list[dict[str, Any]]]:
    """As our own JSON has it: reading a workbook costs openpyxl's time, which is not ours."""
    numbers = [f"B-{number}" for number in range(PARTNERSHIPS)]
    at, words = {"agreement": "Agreement 2025"}, random.Random(7)
    names = {(each, place): _name(words) for each in numbers for place in range(PARTICIPANTS)}
    return {
        "partnerships": [{"own_number": each, "title": f"Pact {each} of the region"} for each in numbers],
        "participants": [
            {"partnership": each, "name": names[each, place], "category": "ngo"}
            for each in numbers
            for place in range(PARTICIPANTS)
        ],
        "agreements": [{"partnership": each, "title": "Agreement 2025", "effective": "2025"} for each in numbers],
        "parties": [
            {"partnership": each, **at, "name": names[each, place]} for each in numbers for place in range(2)
        ],
        "objectives": [
            {"partnership": each, **at, "title": "People in work", "target": "100", "unit": "people"}
            for each in numbers
        ],
        "values": [
            {"partnership": each, **at, "objective": "People in work", "as_of": f"2026-0{month}", "value": "10",
             "source": "Register"}
            for each in numbers
            for month in range(1, VALUES + 1)
        ],
    }  # fmt: skip


def _name(words: random.Random) -> str:
    """Two words that nobody else has: no name resembles another one."""
    return " ".join("".join(words.choices("abdefgiklmnoprstuvz", k=9)).title() for _word in range(2))


def bare(service: Any, lines: dict[str, list[dict[str, Any]]]) -> None:
    """The same rows by bulk_create alone: nothing is read, looked up, compared or written down."""
    from django.utils import timezone

    from partnerships.models import Agreement, Objective, Organisation, Participation, Partnership, Party
    from reviews.models import Measurement

    made = Partnership.objects.bulk_create(
        [Partnership(service=service, reference=f"bare {each['own_number']}", title=each["title"])
         for each in lines["partnerships"]], batch_size=500,
    )  # fmt: skip
    organisations = Organisation.objects.bulk_create(
        [Organisation(service=service, name=each["name"], category="ngo") for each in lines["participants"]],
        batch_size=500,
    )
    places = Participation.objects.bulk_create(
        [Participation(partnership=made[n // PARTICIPANTS], organisation=each, status="member")
         for n, each in enumerate(organisations)], batch_size=500,
    )  # fmt: skip
    texts = Agreement.objects.bulk_create(
        [Agreement(partnership=each, version=1, title="Agreement 2025", status="recording") for each in made],
        batch_size=500,
    )
    Party.objects.bulk_create(
        [Party(agreement=text, participation=places[n * PARTICIPANTS + place])
         for n, text in enumerate(texts) for place in range(2)], batch_size=500,
    )  # fmt: skip
    objectives = Objective.objects.bulk_create(
        [Objective(agreement=text, title="People in work", target=100) for text in texts], batch_size=500
    )
    Measurement.objects.bulk_create(
        [Measurement(objective=each, value=10, as_of=f"2026-0{month}", source="Register", entered_at=timezone.now())
         for each in objectives for month in range(1, VALUES + 1)], batch_size=500,
    )  # fmt: skip


def run(_rounds: int, *, postgres: bool) -> None:
    with database("imports", lambda: None, postgres=postgres):
        import json

        from django.core.files.base import ContentFile
        from django.db import transaction
        from django_scopes import scope

        from partnerships.models import Partnership, WorkbookImport
        from partnerships.workbooks.services import exporting, receiving, running
        from tests.cast import make_cast

        cast, lines = make_cast(), sheets()
        count = sum(len(each) for each in lines.values())
        file = ContentFile(json.dumps(lines).encode(), name="portfolio.json")
        with scope(service=cast.service):
            start = time.process_time()
            with transaction.atomic():
                bare(cast.service, lines)
                transaction.set_rollback(True)
            bare_cpu = time.process_time() - start
            found = receiving.receive(service=cast.service, by=cast.lina, file=file, filename=file.name)
            receiving.match(workbook=found, sheets=found.sheets, options={})
            start = time.process_time()
            running.run_one(found.pk)
            checking = time.process_time() - start
            found.refresh_from_db()
            if found.lines.filter(is_open=True).exists() or found.status != "checked":
                raise SystemExit(f"The file was not ready: {found.status} {found.failure}")
            running.confirm(workbook=found)
            held: list[float] = []
            _watch(running, held)
            start = time.process_time()
            running.run_one(found.pk)
            writing = time.process_time() - start
            if WorkbookImport.objects.get(pk=found.pk).status != "written":
                raise SystemExit("The file was not written.")
            start = time.process_time()
            exporting.exported(list(Partnership.objects.values_list("pk", flat=True)), "xlsx")
            going_out = time.process_time() - start
    note = f"{count:,} lines"
    tell(Figure("A portfolio checked", checking / bare_cpu, "× the same rows bare", most=MOST_READING, note=note))
    tell(Figure("A portfolio checked again and written", writing / bare_cpu, "× the same rows bare", most=MOST_READING))
    tell(Figure("Its one transaction", held[0] / bare_cpu, "× the same rows bare", most=MOST_WRITING,
                note=f"{held[0]:.1f} s of {_timeout()} s that SQLite waits"))  # fmt: skip
    tell(Figure("All of it as one workbook", going_out / bare_cpu, "× the same rows bare"))
    tell(Figure("Memory of the process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", note=note))


def _timeout() -> int:
    from django.conf import settings

    return settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5)


def _watch(running: Any, held: list[float]) -> None:
    """How long the one transaction takes, from its first row to its last."""
    write = running._write_book

    def timed(claimed: Any, book: Any) -> None:
        start = time.perf_counter()
        write(claimed, book)
        held.append(time.perf_counter() - start)

    running._write_book = timed
