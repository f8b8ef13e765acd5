"""Partnerships in force with something to warn of, made of rows."""

from datetime import UTC, date, datetime

import pytest

from partnerships.models import Organisation, Participation, Partnership
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import CorrectiveAction, PartnerPart, Review
from reviews.warnings.rules.catalogue import run
from reviews.warnings.rules.facts import PartnershipFacts, Warned
from reviews.warnings.services.current import Current, Found, warnings_of
from reviews.warnings.services.facts import facts_of
from reviews.warnings.services.waiting import ready_rows
from tests.reviews.conftest import make_running

TODAY = date(2027, 12, 20)
NOON = datetime(2027, 12, 20, 12, tzinfo=UTC)
LATE = date(2027, 12, 1)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def warned(planned) -> Partnership:
    """With one overdue action and nothing else that is late on TODAY."""
    return with_late_action(planned)


def with_late_action(planned: Review) -> Partnership:
    partnership = planned.series.partnership
    CorrectiveAction.objects.create(partnership=partnership, text="Call everybody", due_on=LATE)
    ready_rows(partnerships=[partnership.pk])
    return partnership


def with_late_part(partnership: Partnership) -> Partnership:
    """A partner has not sent its part of the open review: no task of its own says so, but the warning alone."""
    review = Review.objects.get(series__partnership=partnership, status="planned")
    town = make_member(partnership, "Town")
    Participation.objects.filter(pk=town.pk).update(joined=PartialDate.parse("2027-11"))
    PartnerPart.objects.create(participation=town, review=review, party_name="Town", answer_by=LATE, asked_at=NOON)
    ready_rows(partnerships=[partnership.pk])
    return partnership


def make_warned(cast, title: str) -> Partnership:
    return with_late_action(make_running(cast, title=title))


def make_member(partnership: Partnership, name: str, **fields) -> Participation:
    organisation = Organisation.objects.create(service=partnership.service, name=name, **fields)
    return Participation.objects.create(partnership=partnership, organisation=organisation, status="member")


def facts_now(*keys: int) -> dict[int, PartnershipFacts]:
    """Of rows that were written without an act, at whose end the ready rows are written, too."""
    ready_rows(partnerships=keys)
    return facts_of(keys)


def found_of(partnership: Partnership, today: date = TODAY) -> Found:
    return warnings_of([partnership.pk], today)[partnership.pk]


def codes_of(rows: list[Current]) -> list[tuple[str, str]]:
    return [(each.warned.code, each.warned.about) for each in rows]


def find(facts: PartnershipFacts, today: date) -> list[Warned]:
    """What the checks find, none of them left out by a failure."""
    found = run(facts, today)
    assert not found.failed
    return found.warned
