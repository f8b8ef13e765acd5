import pytest
from django.db import transaction

from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor, record
from tests.threads import in_a_thread  # noqa: F401


@pytest.fixture
def service(db) -> EmploymentService:
    return EmploymentService.objects.create(code="lt", name="Lithuanian service", country="LT")


@pytest.fixture
def ona(db) -> User:
    return User.objects.create_user("ona@example.org", name="Ona Petraitė")


@pytest.fixture
def three_acts(service, ona):
    with transaction.atomic():
        return [
            record(act=act, anchor=service, by=Actor.user(ona), service=service, after={"step": number})
            for number, act in enumerate(["partnership.created", "agreement.drafted", "agreement.sent"])
        ]
