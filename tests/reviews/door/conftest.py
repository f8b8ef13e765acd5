"""A signed agreement whose municipality has one contact."""

import pytest

from partnerships.models import Partnership
from reviews.door.services.links import ContactLine, contacts_with_links
from tests.factories.agreements import signed_agreement
from tests.factories.partners_in_reviews import JONAS
from tests.lending import lent_agreement

rows = lent_agreement(signed_agreement)


@pytest.fixture
def partnership(in_scope, rows) -> Partnership:
    return rows.agreement().partnership


@pytest.fixture
def town(partnership) -> ContactLine:
    """The municipality with the contact who answers for it."""
    lines, _without = contacts_with_links(partnership)
    return next(line for line in lines if line.contact.email == JONAS)
