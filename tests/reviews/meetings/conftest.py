import pytest

from partnerships.models import Participation, Partnership
from tests.factories.meetings import member


@pytest.fixture
def partnership(planned) -> Partnership:
    return planned.partnership


@pytest.fixture
def parties(partnership) -> list[Participation]:
    """The city, which reads French, and the chamber."""
    return [
        member(partnership, "City of Alytus", "Rasa Rasaitė", language="fr"),
        member(partnership, "Chamber of Crafts", "Jonas Jonaitis"),
    ]
