"""The partners' own pages: who may use which route (X1); a link is its own key."""

from typing import Any

from pes_partnerships.lib.links import hash_token
from reviews.door.services.links import contacts_with_links
from reviews.models import ContactLink
from tests.factories.agreements import signed_agreement
from tests.permissions.routes import WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:door_contacts", WRITERS, of("door_partnership")),
    Route("reviews:door_send", WRITERS, lambda w: _of_contact(w), method="post"),
    Route("reviews:door_end", WRITERS, lambda w: _of_contact(w)),
    Route("reviews:door", about=lambda w: {"token": w.door_token}, public=True, why="the token is the key"),
    Route(
        "reviews:door_again",
        about=lambda w: {"token": w.door_token},
        public=True,
        method="post",
        why="the token is the key",
    ),
]


def _of_contact(world: Any) -> dict[str, int]:
    link = world.contact_link
    return {
        "pk": link.participation.partnership_id,
        "participation": link.participation_id,
        "contact": link.contact_id,
    }


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A link that the tests know."""
    partnership = signed_agreement(crew).partnership
    lines, _without = contacts_with_links(partnership)
    token = f"a-page-of-a-partner-that-only-the-tests-know-{world.key}"
    link = ContactLink.objects.create(
        participation=lines[0].participation,
        contact=lines[0].contact,
        token_hash=hash_token(token),
        made_at=partnership.created_at,
    )
    return {"door_partnership": partnership, "contact_link": link, "door_token": token}
