"""A health check as the product opens it, and people who answer."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation, Partnership
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.outbox.models import OutboxMail
from reviews.door.services.reaching import Reachable, members_of
from reviews.health.rules.ingredients import INGREDIENTS
from reviews.health.rules.typed import answer_name
from reviews.health.services.answering import save_page, send
from reviews.health.services.opening import close_check, open_check
from reviews.models import HealthCheck, HealthCheckPerson

SAME = {each.number: 3 for each in INGREDIENTS}


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def members(partnership: Partnership, **categories: int) -> list[Reachable]:
    """So many people of one organisation of each category, all members."""
    for category, people in categories.items():
        organisation = Organisation.objects.create(
            service=partnership.service, name=f"{category.title()} of Alytus", category=category
        )
        Participation.objects.create(partnership=partnership, organisation=organisation, status="member")
        for number in range(people):
            name = f"{category.title()} {number}"
            address = f"{category}{number}@partner.example"
            Contact.objects.create(organisation=organisation, name=name, email=address)
    return reachable(partnership)


def reachable(partnership: Partnership) -> list[Reachable]:
    """Everybody at its partners who can be asked."""
    return [person for member in members_of(partnership) for person in member.people]


def opened(partnership: Partnership, user: Any, people: Sequence[Reachable], **fields: Any) -> HealthCheck:
    values = {"ends_on": in_days(14), "is_anonymous": True, **fields}
    return open_check(partnership=partnership, people=people, by=Actor.user(user), **values)


@one_act()
def answered(person: HealthCheckPerson, answers: Mapping[int, int] = SAME, **words: str) -> None:
    """`words`: notes (note7) and themes (trust)."""
    typed = {answer_name(number): str(answer) for number, answer in answers.items()}
    save_page(person=person, typed={**typed, **words})
    send(person=person)


@one_act()
def all_answered(check: HealthCheck, *answers: Mapping[int, int]) -> HealthCheck:
    """The people of the check in their order, each with the next answers; closed by the clock."""
    for person, given in zip(check.people.order_by("pk"), answers, strict=False):
        answered(person, {**SAME, **given})
    return close_check(check=check, by=Actor.clock())


def health_link(address: str) -> str:
    """The path of the newest link to a health check that waits in the outbox for this address."""
    letter = OutboxMail.objects.filter(kind="health_requested", to_address=address).latest("created_at")
    return urlsplit(letter.secrets["link"]).path
