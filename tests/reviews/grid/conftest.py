"""A partnership in force with an objective that has a quota, and what the grid's page would send as it stands."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Objective, Quota
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from tests.pages import typed_in

MARCH = PartialDate.parse("2026-03")
SHOWN = "?step=month&until=2026-04&span=3"


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned) -> Objective:
    return planned.agreement.objectives.get()


@pytest.fixture
def women(objective) -> Quota:
    return objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")


@pytest.fixture
def grid_url(objective) -> str:
    return reverse("reviews:values_grid", args=[objective.agreement.partnership_id]) + SHOWN


@pytest.fixture
def jonas(in_scope, sign_in) -> Client:
    return sign_in(in_scope.jonas)


def cell(row: Objective | Quota, period: str = "2026-03") -> str:
    return f"c-{'o' if isinstance(row, Objective) else 'q'}{row.pk}-{period}"


def filled(client: Client, url: str, **cells: str) -> dict[str, Any]:
    """What the page sends with these cells typed into it."""
    return typed_in(client.get(url), "source", **cells)
