"""Invitations and talks, made as the product makes them."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django_scopes import scope

from partnerships.models import Contact, DialogueEntry, Invitation, Participation
from partnerships.participants.services.dialogue import log_talk
from partnerships.participants.services.inviting import invite
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.factories.forming import BY, make_contact, make_organisation, make_participation, make_partnership


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def make_invited(service: Any, name: str = "Alytus college", **fields: Any) -> Participation:
    """A participant with one contact, in a partnership of its own unless one is given."""
    with scope(service=service):
        partnership = fields.pop("partnership", None) or make_partnership(service)
        organisation = make_organisation(service, name, "education")
        make_contact(organisation, f"Head of {name}", email=fields.pop("email", "head@college.example"))
        return make_participation(partnership, organisation, **fields)


def make_invitation(participation: Participation, contact: Contact | None = None, **fields: Any) -> Invitation:
    values = {"by": BY, "message": "Come and talk.", "answer_by": in_days(21), **fields}
    with scope(service=participation.partnership.service):
        contact = contact or participation.organisation.contacts.first()
        return invite(participation=participation, contact=contact, **values)


def make_silent(participation: Participation, days: int = 2) -> Invitation:
    """Invited, and the day for the answer passed `days` ago."""
    invitation = make_invitation(participation)
    with scope(service=participation.partnership.service):
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - datetime.timedelta(days=days))
        invitation.refresh_from_db()
    return invitation


def make_talk(
    participation: Participation, user: User, said: str = "They doubt the budget.", **fields: Any
) -> DialogueEntry:
    values = {"on": timezone.localdate(), "kind": "call", **fields}
    with scope(service=participation.partnership.service):
        return log_talk(participation=participation, by=Actor.user(user), user=user, said=said, **values)


def answer_link(address: str) -> str:
    """The path of the newest link of an invitation that waits in the outbox for this address."""
    letter = OutboxMail.objects.filter(kind="invitation_sent", to_address=address).latest("created_at")
    return urlsplit(letter.secrets["link"]).path
