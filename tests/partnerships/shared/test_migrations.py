"""The move of two texts into rows, there and back (F1, F11): nobody's words are lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

TEXTS = ("partnerships", "0002_forming_and_registry")
ROWS = ("partnerships", "0003_chain_and_support_as_rows")

# a database that is migrated cannot be rolled back, so what is written here is flushed at the end
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_texts() -> Iterator[Apps]:
    """The database as it was before; whatever happens, it is left as it is today."""
    try:
        yield migrated(TEXTS)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def migrated(to: tuple[str, str]) -> Apps:
    """The models of that moment, with the database migrated to it."""
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


def rows(apps: Apps, model: str) -> Any:
    return apps.get_model("partnerships", model)._base_manager


def started(apps: Apps, reference: str, **texts: str) -> Any:
    service, _made = apps.get_model("accounts", "EmploymentService")._base_manager.get_or_create(
        code="demo", defaults={"name": "Demonstration Employment Service"}
    )
    return rows(apps, "Partnership").create(service=service, reference=reference, title=reference, **texts)


def test_lines_become_rows_and_rows_become_lines_again(at_texts):
    first = started(at_texts, "LT-1", support_needs="A room\n\n  A course ")
    second = started(at_texts, "LT-2")
    long = "n" * 230
    rows(at_texts, "Examination").create(partnership=first, support_chain=f"A talk\n{long}\n", badly_served="Over 55")
    rows(at_texts, "Examination").create(partnership=second, support_chain="")

    now = migrated(ROWS)
    chain = rows(now, "ChainNeed").order_by("partnership", "order").values_list("partnership", "order", "need", "note")
    support = rows(now, "SupportNeed").order_by("order").values_list("partnership", "order", "kind", "need")
    assert list(chain) == [(first.pk, 0, "A talk", ""), (first.pk, 1, "n" * 200, "n" * 30)]
    assert list(support) == [(first.pk, 0, "other", "A room"), (first.pk, 1, "other", "A course")]

    rows(now, "ChainNeed").create(partnership_id=second.pk, order=0, need="Written since")
    then = migrated(TEXTS)
    chains = dict(rows(then, "Examination").values_list("partnership", "support_chain"))
    assert chains == {first.pk: f"A talk\n{long}", second.pk: "Written since"}
    assert rows(then, "Partnership").get(pk=first.pk).support_needs == "A room\nA course"
    assert rows(then, "Examination").get(partnership=first.pk).badly_served == "Over 55"
