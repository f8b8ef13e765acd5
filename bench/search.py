"""The directory with 100,000 entries: printed without a budget, until the directory's own work sets one."""

import random

from bench.measuring import Figure, beside, database, measured, page, tell

ENTRIES = 100_000
SEED = 2026


def make() -> None:
    from django.utils import timezone

    from directory.models import Entry
    from partnerships.models import ServiceArea, TargetGroup
    from partnerships.rules.model_choice import Model

    chance, now = random.Random(SEED), timezone.now()
    words = "youth skills work health care advice training hiring inclusion rural digital social".split()
    entries = Entry.objects.bulk_create(
        (
            Entry(
                slug=f"entry-{n}",
                title=f"{chance.choice(words).title()} and {chance.choice(words)} {n}",
                lead="Partners help people into work.",
                countries=chance.sample(["LT", "EE", "FR", "DE", "HR", "BE"], 1),
                model=chance.choice(Model.values),
                partner_categories=chance.sample(["ngo", "employers", "municipality"], 1),
                source="A sample",
                search_text=f"{chance.choice(words)} {chance.choice(words)} {n}",
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
            (through(entry=entry, **{field: chance.choice(keys)}) for entry in entries), batch_size=2_000
        )


def run(rounds: int, *, postgres: bool) -> None:
    with database("search", make, postgres=postgres) as server:
        from django.test import Client
        from django.urls import reverse

        address = reverse("directory:search")
        asked = {
            f"Search page, {ENTRIES:,} entries": page(Client(), address),
            "A word, a country and a model": page(Client(), f"{address}?q=youth&country=LT&model=agile"),
        }
        found = measured(asked, min(rounds, 3), server)
    hello = found.pop("hello")
    for name, spent in found.items():
        tell(Figure(name, spent.cpu / hello.cpu, note=beside(spent)))
