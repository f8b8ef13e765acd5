"""Feedback of a partner by its own page, and the link to that page."""

from typing import Any

from django.utils import timezone

from partnerships.models import Participation
from reviews.door.services.links import contact_link_of, give_contact_link
from reviews.feedback.services.giving import give_feedback
from reviews.models import Feedback


def own_token(party: Participation) -> str:
    """The token of a link of the party's first person."""
    contact = party.organisation.contacts.first()
    return give_contact_link(participation=party, contact=contact, at=timezone.now())


def given(party: Participation, text: str = "The figures come too late.", **fields: Any) -> Feedback:
    return give_feedback(link=contact_link_of(own_token(party)), text=text, **fields)
