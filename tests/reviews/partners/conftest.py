"""A signed agreement of three parties, whose municipality answers for the second objective."""

import pytest

from reviews.models import Review
from tests.factories.agreements import signed_agreement
from tests.factories.partners_in_reviews import MUNICIPALITY, review_of
from tests.lending import lent_agreement

rows = lent_agreement(signed_agreement)


@pytest.fixture
def agreement(in_scope, rows):
    found = rows.agreement()
    town = next(party for party in found.parties.all() if party.name == MUNICIPALITY)
    found.objectives.filter(order=found.objectives.last().order).update(owner=town)
    return found


@pytest.fixture
def review(agreement) -> Review:
    return review_of(agreement)
