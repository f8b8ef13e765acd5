import pytest

from partnerships.models import Participation, Partnership
from tests.factories.meetings import member


@pytest.fixture
def partnership(planned) -> Partnership:
    return planned.partnership


@pytest.fixture
def chamber(partnership) -> Participation:
    return member(partnership, "Chamber of Crafts", "Jonas Jonaitis", language="fr")
