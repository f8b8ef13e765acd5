"""Whom a health check can ask, the one behind a link, and what the sheets of a check say (R6)."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from partnerships.models import Contact, Participation, Partnership
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.links import hash_token
from reviews.door.services.people import partners_of
from reviews.health.rules.counting import Outcome, Sheet, count
from reviews.models import HealthCheck, HealthCheckLink, Review


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


class LinkUnknown(Exception):
    """No person belongs to this link: never sent, or mistyped."""


def link_of(token: str) -> HealthCheckLink:
    """Whatever its state: the page says why it works no more."""
    related = ("person__check_round__partnership__service", "person__check_round__partnership__office")
    found = HealthCheckLink.objects.select_related(*related, "person__check_round__opened_by")
    link = found.filter(token_hash=hash_token(token)).first()
    if link is None:
        raise LinkUnknown
    return link


def sheets_of(check: HealthCheck) -> list[Sheet]:
    """What was sent; two queries."""
    rows = check.sheets.filter(sent_at__isnull=False).prefetch_related("answers")
    return [
        Sheet(row.group, {each.ingredient: each.answer for each in row.answers.all() if each.answer}) for row in rows
    ]


def check_before(check: HealthCheck) -> HealthCheck | None:
    return HealthCheck.objects.filter(partnership=check.partnership_id, number__lt=check.number).first()


@dataclass(frozen=True)
class Result:
    """A check that is over, beside the one before it."""

    check: HealthCheck
    before: HealthCheck | None
    outcome: Outcome
    asked: int


def result_of(check: HealthCheck) -> Result:
    before = check_before(check)
    outcome = count(sheets_of(check), sheets_of(before) if before else [])
    return Result(check, before, outcome, check.people.count())


def check_for(review: Review) -> HealthCheck | None:
    """The newest check that was over when the review was confirmed, and not before the one that came earlier."""
    found = HealthCheck.objects.filter(partnership=review.series.partnership_id).over(timezone.localdate())
    earlier = Review.objects.reviews_proper().filter(
        series__partnership=review.series.partnership_id, number__lt=review.number, confirmed_at__isnull=False
    )
    if last := earlier.order_by("confirmed_at").last():
        found = found.exclude(closed_at__lt=last.confirmed_at)
    if review.confirmed_at:
        found = found.filter(closed_at__lt=review.confirmed_at)
    return found.select_related("partnership").first()
