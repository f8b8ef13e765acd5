"""An agreement in force, and its partnership whose end is decided."""

import pytest

from partnerships.ending.services.deciding import decide_ending
from partnerships.models import Agreement, Ending
from tests.factories import signed_agreement
from tests.factories.dialogue import in_days
from tests.lending import lent_agreement

rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows) -> Agreement:
    return rows.agreement()


@pytest.fixture
def ending(signed, in_scope) -> Ending:
    return decide_ending(
        partnership=signed.partnership,
        user=in_scope.lina,
        ended_on=in_days(40),
        reason="no_value",
        note="Town halls do it.",
    )
