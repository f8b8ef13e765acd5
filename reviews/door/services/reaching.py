"""Who of a partnership can be written to: people at its members, and colleagues in the service (R6, R7)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partnerships.models import Contact, Participation, Partnership
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.accounts.rules.roles import Role

from .people import partners_of


@dataclass(frozen=True)
class Reachable:
    """Somebody who can be asked: a contact of a member, or a colleague."""

    name: str
    email: str
    language: str
    group: str
    party_name: str
    participation: Participation | None = None
    contact: Contact | None = None
    user: User | None = None
    of_office: bool = False  # a colleague who works in the partnership's own office


@dataclass(frozen=True)
class Member:
    """A present member other than the service itself; `people`: those who can be written to."""

    participation: Participation
    people: list[Reachable]


def members_of(partnership: Partnership) -> list[Member]:
    """In the order of the partnership; two queries."""
    return [
        Member(each.participation, [_of_member(each.participation, contact) for contact in each.contacts])
        for each in partners_of(partnership)
    ]


def _of_member(row: Participation, contact: Contact) -> Reachable:
    group = row.organisation.category if row.organisation_id else row.category
    return Reachable(contact.name, contact.email, contact.language, group, row.name, row, contact=contact)


def colleagues_of(partnership: Partnership) -> list[Reachable]:
    """Managers who may act for it and staff of its office, each once."""
    here = Q(office=None) | Q(office=partnership.office_id)
    rows = Membership.objects.active().filter(here, service=partnership.service_id, user__is_active=True)
    rows = rows.filter(role__in=[Role.MANAGER, Role.STAFF]).select_related("user").order_by("user__name", "user_id")
    found = {row.user_id: _colleague(row, partnership) for row in rows}
    return list(found.values())


def _colleague(row: Membership, partnership: Partnership) -> Reachable:
    user, of_office = row.user, row.office_id is not None and row.office_id == partnership.office_id
    group, party = Category.EMPLOYMENT_SERVICE, partnership.service.name
    return Reachable(user.name, user.email, user.language, group, party, user=user, of_office=of_office)


@dataclass(frozen=True)
class Owner:
    """Who can do something agreed: a party, a person of a party, or a colleague; `values` as open_action takes them."""

    key: str
    party: str
    person: str
    values: dict[str, Any]

    @property
    def is_ours(self) -> bool:
        return "person" in self.values


def owners_of(partnership: Partnership) -> list[Owner]:
    """The parties with their people, then the colleagues. Three queries."""
    parties = list(partnership.participations.present().select_related("organisation"))
    bodies = [each.organisation_id for each in parties if each.organisation_id]
    people: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.current().filter(organisation__in=bodies):
        people[contact.organisation_id].append(contact)
    found = []
    for party in parties:
        found.append(Owner(f"party{party.pk}", party.name, "", {"owner": party}))
        for contact in people.get(party.organisation_id or 0, []):
            key = f"contact{party.pk}_{contact.pk}"
            found.append(Owner(key, party.name, contact.name, {"owner": party, "contact": contact}))
    colleagues = colleagues_of(partnership)
    return found + [Owner(f"user{each.user.pk}", "", each.name, {"person": each.user}) for each in colleagues]
