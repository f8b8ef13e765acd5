import pytest

from partnerships.models import Agreement
from tests.factories import signed_agreement
from tests.lending import lent_agreement

rows = lent_agreement(signed_agreement)


@pytest.fixture
def umbrella(in_scope, rows) -> Agreement:
    return rows.agreement()
