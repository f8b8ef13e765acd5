"""A signed agreement with three parties; the first is the employment service itself."""

import pytest

from partnerships.models import Agreement, Partnership
from tests.factories.commitments import own_party


@pytest.fixture
def agreement(in_scope, rows) -> Agreement:
    found = rows.agreement()
    own_party(found.partnership)
    return found


@pytest.fixture
def partnership(agreement) -> Partnership:
    return Partnership.objects.select_related("service").get(pk=agreement.partnership_id)
