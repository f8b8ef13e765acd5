"""One invitation that is open, with a token that the tests know, and one talk of the manager."""

from typing import Any

from pes_partnerships.lib.links import hash_token
from tests.factories.dialogue import make_invitation, make_invited, make_talk

TOKEN = "an-answer-that-only-the-tests-know-{}"


def rows(crew: Any, world: Any) -> dict[str, object]:
    participation = make_invited(crew.service, "Evening school", partnership=world.partnership)
    invitation = make_invitation(participation)
    token = TOKEN.format(crew.service.code)
    type(invitation).objects.filter(pk=invitation.pk).update(token_hash=hash_token(token))
    return {
        "actor": participation,
        "invitation": invitation,
        "answer_token": token,
        "talk": make_talk(participation, crew.lina),
    }
