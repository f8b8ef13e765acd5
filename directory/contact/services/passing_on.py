"""A confirmed message goes to its people, and a copy of it to its sender (D3)."""

from datetime import datetime

from django.utils import timezone

from directory.contact import mails
from directory.correspondence.access import recipients_of
from directory.correspondence.services import LinkUnknown, give_link, take_turn, write_down
from directory.models import ContactRequest, Correspondent
from directory.rules.messages import CONFIRM_WITHIN, Act, MessageKind, Side, message_move
from directory.visits.services.moving import ask_for_visit
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.links import hash_token
from pes_partnerships.lib.moves import MoveRefused


def unconfirmed(token: str, now: datetime) -> ContactRequest:
    """The message behind a link to confirm, also once it was confirmed. Raises LinkUnknown, also where it is too old:
    the sweep that deletes it may be late."""
    rows = ContactRequest.objects.select_related("entry__service", "entry__partnership", "own_entry")
    found = rows.filter(token_hash=hash_token(token)).first()
    if found is None or (found.sent_at is None and now - found.asked_at > CONFIRM_WITHIN):
        raise LinkUnknown
    return found


@one_act()
def confirm(*, request: ContactRequest, at: datetime | None = None) -> ContactRequest:
    """Once. Raises MoveRefused where it was confirmed before, or its entry is not public any more.

    Call it in the scope of the entry.
    """
    at = at or timezone.now()
    rows = ContactRequest.objects.select_for_update(of=("self",))
    fresh = rows.select_related("entry__service", "entry__partnership", "own_entry").get(pk=request.pk)
    if fresh.entry.withdrawn_at is not None:
        raise MoveRefused("the entry is not public any more")
    fresh.status, fresh.sent_at = message_move("confirm", fresh.status), at
    fresh.save(update_fields=["status", "sent_at"])
    pass_on_to_people(request=fresh, at=at)
    return fresh


def pass_on_to_people(*, request: ContactRequest, at: datetime) -> None:
    """Within the act that confirms it."""
    reached, people = recipients_of(request.entry, request.kind)
    request.reached = reached
    request.save(update_fields=["reached"])
    sender = Correspondent.objects.create(
        request=request, side=Side.SENDER, name=request.name, email=request.email, language=request.language,
        user=request.person,
    )  # fmt: skip
    by = Actor.user(request.person) if request.person else Actor.link(request.name, person=sender)
    take_turn(request, side=Side.SENDER, act=Act.WROTE, by=by, at=at, words=request.message)
    if request.kind == MessageKind.VISIT:
        ask_for_visit(request=request, at=at)
    for each in people:
        one = Correspondent.objects.create(
            request=request, side=Side.OWNER, name=each.name, email=each.email, language=each.language, user=each.user
        )
        mails.passed_on(to=one, token=give_link(one, at))
    mails.copy(to=sender, token=give_link(sender, at))
    write_down("message.sent", request, by, at)
