"""The links of those who take part in a message, its course, and where the ledger keeps it (D3)."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from django.db.models import Model
from django_scopes import scope, scopes_disabled

from directory.models import ContactRequest, Correspondent, CorrespondentLink, Entry, Turn
from directory.rules.messages import Side
from partnerships import hooks
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.links import hash_token, new_token


class LinkUnknown(Exception):
    """No link has this token, or its person no longer takes part."""


def scope_of(entry: Entry) -> AbstractContextManager:
    """Acts on a message are part of the history of its partnership; who writes has no scope of their own."""
    return scope(service=entry.service) if entry.service_id else nullcontext()


def give_link(correspondent: Correspondent, at: datetime) -> str:
    """The token of a further link; only its hash is kept. Called inside the act that mails it."""
    token = new_token()
    CorrespondentLink.objects.create(correspondent=correspondent, token_hash=hash_token(token), made_at=at)
    return token


def correspondent_of(token: str) -> Correspondent:
    """Raises LinkUnknown, also for who passed the message on."""
    related = (
        "request__entry__service",
        "request__entry__partnership",
        "request__own_entry__partnership",
        "request__visit",
    )
    with scopes_disabled():  # the link names its one message, and through it the service
        rows = Correspondent.objects.filter(left_at=None, links__token_hash=hash_token(token))
        found = rows.select_related(*related).first()
    if found is None:
        raise LinkUnknown
    return found


def present(request: ContactRequest, side: str) -> Iterator[Correspondent]:
    """Who takes part on one side now."""
    yield from request.correspondents.filter(side=side, left_at=None)


def sender_of(request: ContactRequest) -> Correspondent:
    return request.correspondents.get(side=Side.SENDER)


def take_turn(
    request: ContactRequest,
    *,
    side: str,
    act: str,
    by: Actor,
    at: datetime,
    words: str = "",
    days: Iterable[date] = (),
) -> Turn:
    """A step of the course, and the day on which the message was last touched: its deletion counts from there."""
    request.moved_at = at
    request.save(update_fields=["moved_at"])
    return Turn.objects.create(
        request=request, side=side, act=act, who=by.label[:150], words=words, days=[str(day) for day in days], at=at
    )


def is_repeated(request: ContactRequest, *, side: str, act: str, words: str, days: Iterable[date] = ()) -> bool:
    """Whether the last thing that was done was just this: a form that is sent twice by a link acts once."""
    last = request.turns.last()
    said = (side, act, words, [str(day) for day in days])
    return last is not None and (last.side, last.act, last.words, last.days) == said


def write_down(act: str, request: ContactRequest, by: Actor, at: datetime, obj: Model | None = None) -> None:
    """The ledger knows that something was done and who did it, never what was written. Called last in an act.

    What waits for the partnership that asked for a visit is told, too: it may be another service's.
    """
    entry, own = request.entry, request.own_entry
    record(act=act, anchor=entry.partnership or entry, obj=obj or request, by=by, service=entry.service, at=at)
    if own and own.partnership_id:
        with scope(service=own.service):
            hooks.partnership_changed(keys={own.partnership_id})
