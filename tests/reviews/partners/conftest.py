"""A signed agreement of three parties, whose municipality answers for the second objective."""

import pytest

from pes_partnerships.ledger.services import Actor
from reviews.campaigns.services.opening import open_campaign
from reviews.models import Review, ReviewCampaign
from tests.factories.agreements import signed_agreement
from tests.factories.campaigns import campaign_days, in_days
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


@pytest.fixture
def campaign(review, in_scope) -> ReviewCampaign:
    return open_campaign(
        membership=in_scope.membership(in_scope.lina), title="Yearly reviews", due_until=in_days(800),
        reviews=[review.pk], by=Actor.user(in_scope.lina), **campaign_days(),
    )  # fmt: skip


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)
