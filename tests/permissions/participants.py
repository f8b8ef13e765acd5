"""Actors and participants, their people, and the dialogue with them: who may use which route (X1)."""

import datetime
from typing import Any

from partnerships.participants.services.representatives import change_representative
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.links import hash_token
from tests.factories import make_contact, make_organisation, make_participation
from tests.factories.dialogue import make_invitation, make_invited, make_talk
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:participants", READERS, of("partnership")),
    Route("partnerships:participant_new", MANAGER, of("partnership")),
    Route("partnerships:participant_change", MANAGER, of("participation")),
    Route("partnerships:actors", MANAGER, of("partnership")),
    Route("partnerships:invite_several", MANAGER, of("partnership"), query=lambda w: f"?participant={w.actor.pk}"),
    Route("partnerships:invite", MANAGER, of("actor")),
    Route("partnerships:viability", MANAGER, of("actor")),
    Route("partnerships:invitation_withdraw", MANAGER, of("invitation")),
    Route("partnerships:dialogue", WRITERS, of("partnership"), why="talks are not for evaluators and readers"),
    Route("partnerships:dialogue_new", WRITERS, of("actor")),
    Route("partnerships:dialogue_change", MANAGER, of("talk"), why="one's own entry only: the manager's"),
    Route("partnerships:answer", about=lambda w: {"token": w.answer_token}, public=True, why="the token is the key"),
    Route("partnerships:answer_done", public=True, why="answers 410 to a browser that did not just answer"),
    Route("partnerships:contact_new", MANAGER, of("organisation"), of_service=True),
    Route("partnerships:contact_change", MANAGER, of("contact"), of_service=True),
    Route("partnerships:representative_change", MANAGER, of("organisation"), of_service=True),
    Route("partnerships:representative", MANAGER, of("representative_change"), of_service=True),
    Route("partnerships:fresh_look", WRITERS, of("fresh_look")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """One open invitation with a token that the tests know, a talk of the manager, a change of representative."""
    actor = make_invited(crew.service, "Evening school", partnership=world.partnership)
    invitation = make_invitation(actor)
    token = f"an-answer-that-only-the-tests-know-{world.key}"
    type(invitation).objects.filter(pk=invitation.pk).update(token_hash=hash_token(token))
    change = _new_representative(crew, world)
    return {
        "actor": actor,
        "invitation": invitation,
        "answer_token": token,
        "talk": make_talk(actor, crew.lina),
        "representative_change": change,
        "fresh_look": change.looks.get(),
    }


def _new_representative(crew: Any, world: Any) -> Any:
    college = make_organisation(crew.service, "Entered once", "ngo")
    make_participation(world.partnership, college, status="member")
    new, by = make_contact(college, "Rasa Rasaitė"), Actor.user(crew.lina)
    return change_representative(organisation=college, by=by, former=None, new=new, on=datetime.date(2026, 3, 1))
