"""A signed agreement with three parties; the first is the employment service itself."""

from urllib.parse import urlsplit

import pytest

from partnerships.models import Agreement, Partnership
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.door.services.links import contacts_with_links, send_link
from tests.factories.commitments import own_party
from tests.factories.partners_in_reviews import JONAS


@pytest.fixture
def agreement(in_scope, rows) -> Agreement:
    found = rows.agreement()
    own_party(found.partnership)
    return found


@pytest.fixture
def partnership(agreement) -> Partnership:
    return Partnership.objects.select_related("service").get(pk=agreement.partnership_id)


@pytest.fixture
def door(partnership, in_scope) -> str:
    """The path of the municipality's own page."""
    lines, _without = contacts_with_links(partnership)
    town = next(line for line in lines if line.contact.email == JONAS)
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.lina))
    return urlsplit(OutboxMail.objects.get(kind="own_page").secrets["link"]).path
