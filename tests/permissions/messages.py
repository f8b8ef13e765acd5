"""Messages to entries and exchange visits: who may use which route (X1, D3); a link is its own key."""

import datetime
from typing import Any

from django.utils import timezone

from directory.contact.services.answering import answer_with_days
from directory.contact.services.passing_on import confirm
from directory.models import ContactRequest, ExchangeVisit
from directory.visits.services.moving import choose_day
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.links import hash_token
from tests.permissions.routes import ANYBODY, MANAGER, Route, of

ANSWERS = frozenset({Role.MANAGER, Role.DIRECTORY_ADMIN})


def about_visit(act: str = "") -> Any:
    more = {"act": act} if act else {}
    return lambda world: {"pk": world.agreed_visit.pk, **more}


def by_token(act: str = "", name: str = "visit_token") -> Any:
    more = {"act": act} if act else {}
    return lambda world: {"token": getattr(world, name), **more}


KEY = "the token is the key"
ROUTES: list[Route] = [
    Route("directory:write", ANYBODY, lambda w: {"slug": w.entry.slug}, public=True, why="anybody may write"),
    Route("directory:written", ANYBODY, lambda w: {"slug": w.entry.slug}, public=True, why="anybody may write"),
    Route("directory:message_confirm", about=by_token(name="confirm_token"), public=True, why=KEY),
    Route("directory:conversation", about=by_token(), public=True, why=KEY),
    Route("directory:conversation_visit", about=by_token("cancel"), public=True, why=KEY),
    Route("directory:conversation_calendar", about=by_token(), public=True, why=KEY),
    Route("directory:messages", ANSWERS),
    Route("directory:messages_mailbox", MANAGER),
    Route("directory:message", ANSWERS, of("waiting_message")),
    Route("directory:message_visit", ANSWERS, about_visit("programme")),
    Route("directory:message_calendar", ANSWERS, about_visit()),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A message that waits, one that is not confirmed, and a visit that is agreed, to an entry of the office."""
    entry = world.taken_over
    visit = _message(world, entry, kind="visit", message="May we come?")
    day = timezone.localdate() + datetime.timedelta(days=40)
    host, guest = Actor.link("Host"), Actor.link("Guest")
    answer_with_days(request=visit, by=host, email="host@pes.example", words="Yes.", days=[day])
    choose_day(request=visit, by=guest, day=day)
    token = f"a-visit-that-only-the-tests-know-{world.key}"
    visit.correspondents.get(side="sender").links.create(token_hash=hash_token(token), made_at=timezone.now())
    unconfirmed = f"a-message-that-only-the-tests-know-{world.key}"
    ContactRequest.objects.create(**_facts(world, entry), token_hash=hash_token(unconfirmed))
    ExchangeVisit.objects.filter(request=visit).update(programme=f"Day 1 {world.secret}")
    return {
        "waiting_message": _message(world, entry),
        "agreed_visit": ContactRequest.objects.get(pk=visit.pk),
        "visit_token": token,
        "confirm_token": unconfirmed,
    }


def _facts(world: Any, entry: Any, **more: str) -> dict[str, Any]:
    facts = {"kind": "question", "name": f"Ivana {world.secret}", "email": "ivana@hzz.example", "message": "How?"}
    return {"entry": entry, "organisation": "HZZ", **facts, **more}


def _message(world: Any, entry: Any, **more: str) -> ContactRequest:
    return confirm(request=ContactRequest.objects.create(**_facts(world, entry, **more)))
