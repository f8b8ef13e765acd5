"""The directory with 100,000 entries: a search with all its filters, beside plain SQL on the same rows in the same run.

The peer asks as Datasette does of a table with full text and eight facets: one full-text query for the page, and for
each facet that query once more inside a GROUP BY. Datasette itself would be the peer where it can be installed.
No question is asked twice; common words come again, and a process remembers which entries have them.
"""

import gc
import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator

from bench.measuring import Figure, beside, database, measured, page, tell

ENTRIES = 100_000
SEED = 2026
QUESTIONS = 120
COLUMNS = ("country", "model", "formality", "role", "status", "language", "year")  # and the groups, as a list
LISTS = "groups"
SAID = (
    "young people work training skills advice employers municipality school health care rural digital language "
    "courses mentors jobs council region region's partners service programme unemployed disability rehabilitation "
    "childcare transport housing debt counselling placement apprentices workshops vouchers seasonal farming tourism "
    "metal construction nursing logistics shipyard harbour forestry textile mining energy wind solar"
).split()


def make() -> None:
    from django.utils import timezone

    from directory.models import Entry
    from directory.search.services import rebuild_search
    from partnerships.models import ServiceArea, TargetGroup
    from partnerships.rules.model_choice import Model
    from partnerships.rules.vocabulary import Category, Formality, PesRole

    gc.enable()  # rows with what belongs to them are circles, and there are a hundred thousand
    chance, now = random.Random(SEED), timezone.now()
    words = [
        *SAID,
        *(f"{one}{two}{three}" for one in "bdfgklmnprst" for two in ("ale", "iro", "umo") for three in SAID),
    ]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    cumulated = list(itertools.accumulate(weights))

    def some(number: int) -> str:
        return " ".join(chance.choices(words, cum_weights=cumulated, k=number))

    entries = Entry.objects.bulk_create(
        (
            Entry(
                slug=f"entry-{n}",
                title=f"{some(4).capitalize()} {n}",
                lead=f"{some(16).capitalize()}.",
                challenge=f"{some(10).capitalize()}.",
                partners=f"{some(8).capitalize()}.",
                countries=[chance.choice("LT EE FR DE HR BE AT ES PT IT NL PL SE FI CZ HU RO BG".split())],
                model=chance.choice(Model.values),
                formality=chance.choice(Formality.values),
                pes_role=chance.choice(PesRole.values),
                running=chance.choice(["running", "ended", "not_known"]),
                original_language=chance.choice(["", "de", "fr", "lt"]),
                commenced=str(chance.randint(1999, 2026)),
                partner_categories=chance.sample(Category.values, 2),
                source="A sample",
                published_at=now,
                changed_at=now,
            )
            for n in range(ENTRIES)
        ),
        batch_size=500,
    )
    for through, field, rows in (
        (Entry.target_groups.through, "targetgroup_id", TargetGroup),
        (Entry.service_areas.through, "servicearea_id", ServiceArea),
    ):
        keys = list(rows.objects.values_list("pk", flat=True))
        through.objects.bulk_create(
            (through(entry=entry, **{field: key}) for entry in entries for key in chance.sample(keys, 2)),
            batch_size=2_000,
        )
    rebuild_search()
    _make_plain()


def _make_plain() -> None:
    """The same entries as one table with its full text, as who publishes a file with Datasette has them."""
    from django.db import connection

    from directory.models import Entry

    rows = []
    groups = dict(_groups())
    for entry in Entry.objects.order_by("pk").iterator():
        text = " ".join((entry.title, entry.lead, entry.challenge, entry.partners))
        rows.append((
            entry.pk, text, str(entry.countries[0].code), entry.model, entry.formality, entry.pes_role, entry.running,
            entry.original_language, str(entry.commenced)[:4], json.dumps(groups.get(entry.pk, [])),
        ))  # fmt: skip
    kind = "jsonb" if connection.vendor == "postgresql" else "text"
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} text" for name in COLUMNS)
        cursor.execute(f"CREATE TABLE plain (id integer PRIMARY KEY, words text, {columns}, {LISTS} {kind})")
        marks = ", ".join(["%s"] * 10)
        cursor.executemany(f"INSERT INTO plain VALUES ({marks})", rows)
        for name in COLUMNS:
            cursor.execute(f"CREATE INDEX plain_{name} ON plain ({name})")
        if connection.vendor == "postgresql":
            cursor.execute("CREATE INDEX plain_words ON plain USING gin (to_tsvector('simple', words))")
        else:
            cursor.execute("CREATE VIRTUAL TABLE plain_fts USING fts5(words, content='plain', content_rowid='id')")
            cursor.execute("INSERT INTO plain_fts(plain_fts) VALUES ('rebuild')")


def _groups() -> Iterator[tuple[int, list[str]]]:
    from directory.models import Entry

    rows = Entry.target_groups.through.objects.order_by("entry_id").values_list("entry_id", "targetgroup_id")
    for key, pairs in itertools.groupby(rows, key=lambda row: row[0]):
        yield key, [code for _key, code in pairs]


def _questions() -> list[dict]:
    """Words, common and rare, one to three, half of them with a country and a status."""
    chance = random.Random(SEED + 1)
    asked = []
    for number in range(QUESTIONS):
        words = chance.sample(SAID[: 12 if number % 3 else len(SAID)], 1 + number % 3)
        chosen = {"country": "LT", "status": "running"} if number % 2 else {}
        asked.append({"words": " ".join(words), "chosen": chosen})
    return asked


def _ours(asked: dict) -> None:
    from directory.models import Entry
    from directory.search.services import Question, answer

    chosen = {facet: frozenset({value}) for facet, value in asked["chosen"].items()}
    keys = answer(Question(words=asked["words"], chosen=chosen)).found[:20]
    list(Entry.objects.filter(pk__in=keys).values_list("pk", "slug", "title", "lead", "partners", "commenced"))


def _plain(asked: dict) -> None:
    from django.db import connection

    words = asked["words"].split()
    if connection.vendor == "postgresql":
        where = "to_tsvector('simple', words) @@ to_tsquery('simple', %s)"
        sent = [" & ".join(words)]
        each = f"jsonb_array_elements_text({LISTS})"
        lists = "SELECT {each} AS value, count(*) FROM ({rows}) x GROUP BY 1 ORDER BY 2 DESC LIMIT 31"
    else:
        where = "id IN (SELECT rowid FROM plain_fts WHERE plain_fts MATCH %s)"
        sent = [" ".join(f'"{word}"' for word in words)]
        each = ""
        lists = "SELECT j.value, count(*) FROM ({rows}) x, json_each(x.groups) j GROUP BY 1 ORDER BY 2 DESC LIMIT 31"
    for facet, value in asked["chosen"].items():
        where += f" AND {facet} = %s"
        sent.append(value)
    rows = f"SELECT * FROM plain WHERE {where}"
    with connection.cursor() as cursor:
        for statement in (
            f"{rows} ORDER BY id LIMIT 20",
            f"SELECT count(*) FROM ({rows}) x",
            *(f"SELECT {name}, count(*) FROM ({rows}) x GROUP BY 1 ORDER BY 2 DESC LIMIT 31" for name in COLUMNS),
            lists.format(rows=rows, each=each),
        ):
            cursor.execute(statement, sent)
            cursor.fetchall()


def _spreads(asking: list[Callable[[dict], None]], questions: list[dict]) -> list[tuple[float, float]]:
    """Half, and nineteen of twenty questions, are answered within so many milliseconds; they take turns."""
    spent: list[list[float]] = [[] for _ask in asking]
    for asked in questions:
        for ask, times in zip(asking, spent, strict=True):
            start = time.perf_counter()
            ask(asked)
            times.append((time.perf_counter() - start) * 1000)
    parts = [statistics.quantiles(times, n=20) for times in spent]
    return [(each[9], each[18]) for each in parts]


def run(rounds: int, *, postgres: bool) -> None:
    with database("search", make, postgres=postgres) as server:
        from django.test import Client
        from django.urls import reverse

        address = reverse("directory:search")
        asked = {
            f"Search page, {ENTRIES:,} entries": page(Client(), address),
            "A sentence, a country and a model": page(
                Client(), f"{address}?q=young+people+without+work+who+need+training&country=LT&model=agile"
            ),
        }
        found = measured(asked, rounds, server)
        hello = found.pop("hello")
        for name, spent in found.items():
            tell(Figure(name, spent.cpu / hello.cpu, most=60, note=beside(spent)))
        questions = _questions()
        _ours(questions[0])
        plain, ours = _spreads([_plain, _ours], questions)
        for name, mine, other, most in zip(("p50", "p95"), ours, plain, (0.15, 0.3), strict=True):
            note = f"{mine:.1f} ms beside {other:.1f} ms"
            tell(Figure(f"Search without the page, {name}", mine / other, "× plain SQL", most=most, note=note))
