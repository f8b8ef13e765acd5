"""Who receives the messages to an entry, and who may write as the people of another (D3)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from directory.entries.services import public_contact
from directory.models import Entry
from directory.rules.messages import MessageKind, Reached
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.accounts.rules.roles import Role


@dataclass(frozen=True)
class Recipient:
    """A person, or a mailbox where there is no name."""

    email: str
    name: str = ""
    language: str = "en"
    user: User | None = None


def people_of(entry: Entry) -> list[Recipient]:
    """The contact persons of an entry whose consent is recorded; the one place that says who they are.

    An entry without a partnership came from published sources: an address in it is no consent.
    """
    if entry.partnership_id is None:
        return []
    name, email = public_contact(entry)
    return [Recipient(email, name, entry.service.language if entry.service else "en")] if email else []


def recipients_of(entry: Entry, kind: str) -> tuple[str, list[Recipient]]:
    """Whom a message reaches: its people, else the mailbox of its service, else the directory admins.

    A correction goes to the admins as well.
    """
    admins = directory_admins()
    reached, found = Reached.ADMINS, admins
    if people := people_of(entry):
        reached, found = Reached.PEOPLE, people
    elif entry.service and entry.service.directory_email:
        reached, found = Reached.MAILBOX, [Recipient(entry.service.directory_email, "", entry.service.language)]
    too = admins if kind == MessageKind.CORRECTION and reached != Reached.ADMINS else []
    return reached, list({each.email.casefold(): each for each in [*found, *too]}.values())


def directory_admins() -> list[Recipient]:
    """They keep one directory for all services."""
    rows = Membership.objects.active().filter(role=Role.DIRECTORY_ADMIN).select_related("user").order_by("pk")
    people = dict.fromkeys(row.user for row in rows)
    return [Recipient(user.email, user.name, user.language, user) for user in people]


def has_owner(entry: Entry) -> bool:
    """Whether the entry has a service that can be reached; the others were made from published sources."""
    return entry.service_id is not None


def own_entries(membership: Membership | None) -> QuerySet[Entry]:
    """The entries in whose name a manager may ask for a visit."""
    if membership is None or membership.role != Role.MANAGER:
        return Entry.objects.none()
    partnerships = Partnership.objects.visible_to(membership).values("pk")
    return Entry.objects.published().filter(partnership__in=partnerships)
