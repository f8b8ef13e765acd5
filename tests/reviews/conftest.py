"""A partnership in force with its objectives and its first review, made of rows: no other app's services needed."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from partnerships.models import Agreement, Objective, Organisation, Participation, Partnership
from pes_partnerships.ledger.services import Actor
from reviews.models import Review
from reviews.schedule.services.planning import plan_reviews
from tests.cast import Cast
from tests.lending import ROWS
from tests.threads import in_a_thread  # noqa: F401

IN_FORCE = datetime(2026, 12, 1, 9, tzinfo=UTC)
DUE = date(2027, 11, 30)
REVIEW_DAY = datetime(2027, 11, 20, 9, tzinfo=UTC)


def make_partnership(cast: Cast, title: str = "One Stop Career Support", **fields) -> Partnership:
    fields = {"service": cast.service, "office": cast.alytus, "manager": cast.lina, **fields}
    reference = f"LT-2026-{Partnership.objects.count() + 1:04}"
    return Partnership.objects.create(title=title, reference=reference, search_text=title.lower(), **fields)


def make_agreement(partnership: Partnership, version: int = 1, **fields) -> Agreement:
    fields = {
        "status": "in_force",
        "first_review_on": DUE,
        "in_force_at": IN_FORCE,
        "snapshot_sha256": hashlib.sha256(b"text").hexdigest(),
        **fields,
    }
    return Agreement.objects.create(partnership=partnership, version=version, title=partnership.title, **fields)


def make_objective(agreement: Agreement, title: str = "People reached", **fields) -> Objective:
    fields = {
        "target": Decimal(700),
        "unit": "people",
        "due": "2029-12-31",
        "order": agreement.objectives.count(),
        **fields,
    }
    return Objective.objects.create(agreement=agreement, title=title, **fields)


def make_running(cast: Cast, *, objectives: int = 1, **fields) -> Review:
    """A partnership in force with its first review planned."""
    partnership = make_partnership(cast, **fields)
    agreement = make_agreement(partnership)
    for number in range(objectives):
        make_objective(agreement, f"Objective {number + 1}")
    return plan_reviews(agreement=agreement, by=Actor.user(cast.lina), at=IN_FORCE)[0]


@pytest.fixture
def planned(in_scope, request) -> Review:
    """Where a module's rows are lent, the review that they were made for."""
    return request.getfixturevalue(ROWS).review() if ROWS in request.fixturenames else make_running(in_scope)


@pytest.fixture
def partner(planned) -> Participation:
    organisation = Organisation.objects.create(service=planned.partnership.service, name="Alytus municipality")
    return Participation.objects.create(partnership=planned.partnership, organisation=organisation, status="member")


@pytest.fixture
def time_machine_at():
    """The clock of the whole process stands at a moment."""
    import time_machine

    return lambda moment: time_machine.travel(moment, tick=False)
