"""A message is written: it waits for its sender's confirmation, or goes on at once where an account wrote it (D3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_scopes import scope

from directory.contact import mails
from directory.correspondence.access import own_entries
from directory.models import BlockedSender, ContactRequest, Entry
from directory.rules.messages import MessageKind, MessageStatus
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib.links import hash_token, keyed_hash, new_token
from pes_partnerships.lib.moves import MoveRefused

from .passing_on import pass_on_to_people

AGAIN_WITHIN = timedelta(days=1)


class SenderBlocked(MoveRefused):
    """Nothing goes from this address until a directory admin allows it again."""


@dataclass(frozen=True)
class Letter:
    """What was typed. `wish`: of a visit alone, as plain values."""

    kind: str
    message: str
    name: str
    email: str
    organisation: str
    language: str
    country: str = ""
    wish: dict[str, Any] = field(default_factory=dict)


def is_blocked(email: str) -> bool:
    return BlockedSender.objects.filter(email_hash=keyed_hash(email)).exists()


@one_act()
def write_message(*, entry: Entry, letter: Letter, at: datetime | None = None) -> ContactRequest | None:
    """It waits for the link in a mail that says nothing of what was typed: so no address can be sent words of others.

    None, and nothing is written, where the address is blocked, or the same message waits already.
    """
    at = at or timezone.now()
    waiting = ContactRequest.objects.filter(
        entry=entry, email__iexact=letter.email, message=letter.message, asked_at__gt=at - AGAIN_WITHIN
    )
    if is_blocked(letter.email) or waiting.exists():
        return None
    token = new_token()
    found = ContactRequest.objects.create(**_fields(entry, letter, at), token_hash=hash_token(token))
    mails.confirm(request=found, token=token)
    return found


@one_act()
def write_as_manager(
    *, entry: Entry, letter: Letter, person: User, membership: Membership, own_entry: Entry | None, at=None
) -> ContactRequest:
    """From the workspace: the account's address is known, so that nothing waits. Call it in the scope of the entry.

    The same message again is the one that went. Raises PermissionError where the own entry is none of theirs, and
    SenderBlocked where their address was reported.
    """
    at = at or timezone.now()
    if is_blocked(person.email) or is_blocked(letter.email):
        raise SenderBlocked("messages of this address were reported as abuse")
    with scope(service=membership.service):
        is_theirs = own_entry is None or own_entries(membership).filter(pk=own_entry.pk).exists()
    if not is_theirs:
        raise PermissionError("this entry is not theirs")
    same = ContactRequest.objects.filter(entry=entry, person=person, message=letter.message)
    if earlier := same.filter(asked_at__gt=at - AGAIN_WITHIN).first():
        return earlier
    fields = _fields(entry, letter, at) | {"status": MessageStatus.SENT, "sent_at": at}
    found = ContactRequest.objects.create(**fields, person=person, own_entry=own_entry)
    pass_on_to_people(request=found, at=at)
    return found


def _fields(entry: Entry, letter: Letter, at: datetime) -> dict[str, Any]:
    wish = letter.wish if letter.kind == MessageKind.VISIT else {}
    return {
        "entry": entry, "kind": letter.kind, "message": letter.message, "name": letter.name, "email": letter.email,
        "organisation": letter.organisation, "country": letter.country, "language": letter.language, "wish": wish,
        "asked_at": at, "moved_at": at,
    }  # fmt: skip
