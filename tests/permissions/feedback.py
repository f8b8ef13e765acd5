"""Feedback: who may use which route (X1); a partner's link is its own key."""

from typing import Any

from django.utils import timezone

from pes_partnerships.lib.links import hash_token
from reviews.door.services.links import contact_link_of, contacts_with_links
from reviews.feedback.services.giving import give_feedback
from reviews.models import ContactLink, CorrectiveAction
from tests.factories.agreements import signed_agreement
from tests.permissions.routes import READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("reviews:feedback", READERS, of("heard_partnership")),
    Route("reviews:feedback_new", WRITERS, of("heard_partnership")),
    Route("reviews:feedback_answer", WRITERS, of("open_feedback")),
    Route(
        "reviews:action_own",
        about=lambda w: {"token": w.feedback_token, "pk": w.own_action.pk},
        public=True,
        why="the token is the key",
    ),
    Route(
        "reviews:feedback_give",
        about=lambda w: {"token": w.feedback_token},
        public=True,
        why="the token is the key",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """Feedback of a partner, given by a link that the tests know, which waits for its answer."""
    partnership = signed_agreement(crew).partnership
    lines, _without = contacts_with_links(partnership)
    token = f"a-page-for-feedback-that-only-the-tests-know-{world.key}"
    ContactLink.objects.create(
        participation=lines[0].participation,
        contact=lines[0].contact,
        token_hash=hash_token(token),
        made_at=timezone.now(),
    )
    feedback = give_feedback(link=contact_link_of(token), text=f"Too late, {world.secret}.")
    own_action = CorrectiveAction.objects.create(
        partnership=partnership, owner=lines[0].participation, text="Open a room", due_on=timezone.localdate()
    )
    return {
        "own_action": own_action,
        "heard_partnership": partnership,
        "open_feedback": feedback,
        "feedback_token": token,
    }
