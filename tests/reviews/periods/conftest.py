"""An objective with values by month, its owner, and the periods that are over."""

from decimal import Decimal

import pytest

from partnerships.models import Objective, Party
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.services.measuring import enter_value
from reviews.rules.periods import quarter

QUARTER = quarter(2026, 1)
SLUG = "2026-01_2026-03"


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned) -> Objective:
    return planned.agreement.objectives.get()


@pytest.fixture
def months(objective, by) -> list[Measurement]:
    """January and February 2026, the second an estimate; March is missing."""
    return [enter(objective, by, month, is_estimate=month == 2) for month in (1, 2)]


@pytest.fixture
def owner(objective, partner) -> Party:
    """The municipality owns the objective."""
    party = Party.objects.create(agreement=objective.agreement, participation=partner)
    objective.owner = party
    objective.save()
    return party


def enter(objective: Objective, by: Actor, month: int, **fields) -> Measurement:
    fields = {"source": "register", "value": Decimal(100 + month), **fields}
    return enter_value(objective=objective, by=by, as_of=PartialDate(2026, month), **fields)
