"""Two acts that name the same rows, the second before the first is committed (F2, F5, R9), on PostgreSQL.

Whoever waits for a row must then see what is new about it, and about the rows it is tied to.
"""

import datetime

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.ending.services.finishing import end_partnership
from partnerships.merging.rules import MergeRefused
from partnerships.merging.services.merging import merge, undo_merge
from partnerships.models import DialogueEntry, Organisation, OrganisationMerge, Representation
from partnerships.participants.services.dialogue import log_talk
from partnerships.participants.services.inviting import CannotInvite, invite
from partnerships.participants.services.participants import change_participant
from partnerships.registry.services.organisations import change_organisation
from partnerships.registry.services.representation import add_representation, change_representation
from partnerships.shared.services.partnerships import change_partnership
from partnerships.shared.services.refused import Refused
from partnerships.shared.services.resolving import resolve
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from tests.cast import Cast, make_cast
from tests.factories import make_organisation
from tests.factories.forming import BY, make_contact, make_participation, make_partnership

pytestmark = pytest.mark.servers
TODAY = timezone.localdate()


@pytest.fixture
def people(on_postgres) -> Cast:
    return make_cast()


@pytest.fixture
def two(people) -> list[Organisation]:
    return [make_organisation(people.service, name, "ngo") for name in ("Caritas Vilnius", "Caritas of Vilnius")]


def hold(*rows):
    """Nothing but the locks, so that two others start from the same state."""
    keys = [row.pk for row in rows]
    return lambda: list(Organisation.objects.select_for_update().order_by("pk").filter(pk__in=keys))


def test_two_merges_crosswise_make_one_record(two, while_open):
    one, other = two
    crosswise = [lambda: merge(kept=one, merged=other, by=BY), lambda: merge(kept=other, merged=one, by=BY)]

    answers = while_open(hold(one, other), crosswise)

    assert {type(each) for each in answers} == {OrganisationMerge, MergeRefused}
    with scopes_disabled():
        [kept] = Organisation.objects.unmerged().filter(pk__in=(one.pk, other.pk))
        assert [resolve(row) for row in Organisation.objects.filter(pk__in=(one.pk, other.pk))] == [kept, kept]
        undo_merge(merge=OrganisationMerge.objects.get(), by=BY)
        assert Organisation.objects.unmerged().filter(pk__in=(one.pk, other.pk)).count() == 2


def test_a_record_that_is_merged_away_meanwhile_is_kept_by_nobody(people, two, while_open):
    one, other = two
    third = make_organisation(people.service, "Third", "ngo")

    [answer] = while_open(
        lambda: merge(kept=one, merged=other, by=BY), [lambda: merge(kept=other, merged=third, by=BY)]
    )

    assert isinstance(answer, MergeRefused)
    assert "has already been merged into “Caritas Vilnius”" in str(answer)


def test_two_organisations_do_not_become_each_others_successors(two, while_open):
    one, other = two
    crosswise = [
        lambda: change_organisation(organisation=one, by=BY, successors=[other]),
        lambda: change_organisation(organisation=other, by=BY, successors=[one]),
    ]

    answers = while_open(hold(one, other), crosswise)

    assert {type(each) for each in answers} == {Organisation, Refused}


def test_a_representation_that_goes_on_closes_no_circle_with_a_new_one(two, while_open):
    one, other = two
    with scopes_disabled():
        ended = add_representation(body=one, member=other, by=BY, until=PartialDate(2024))

    [answer] = while_open(
        lambda: add_representation(body=other, member=one, by=BY),
        [lambda: change_representation(representation=ended, by=BY, until=PartialDate())],
    )

    assert isinstance(answer, Refused)
    with scopes_disabled():
        assert Representation.objects.filter(until="").count() == 1


@pytest.fixture
def place(people, two):
    return make_participation(make_partnership(people.service, "Evening classes", office=people.alytus), two[0])


def ending(place):
    return lambda: end_partnership(partnership=place.partnership, by=BY, ended_on=TODAY, reason="goals_met")


def test_no_talk_is_logged_once_the_partnership_has_ended(people, place, while_open):
    talk = {"by": BY, "user": people.lina, "on": TODAY, "kind": "call", "said": "We would like to go on."}

    [answer] = while_open(ending(place), [lambda: log_talk(participation=place, **talk)])

    assert isinstance(answer, MoveRefused)
    with scopes_disabled():
        assert not DialogueEntry.objects.exists()


def test_nobody_is_invited_once_the_partnership_has_ended(place, while_open):
    contact = make_contact(place.organisation, "Ona Petraitė", email="ona@caritas.example")
    asked = {"by": BY, "message": "Join us", "answer_by": TODAY + datetime.timedelta(days=21)}

    [answer] = while_open(ending(place), [lambda: invite(participation=place, contact=contact, **asked)])

    assert isinstance(answer, CannotInvite)


def test_the_ledger_knows_the_manager_whom_the_act_before_named(people, place, while_open):
    partnership = place.partnership
    change = {"partnership": partnership, "by": BY}

    while_open(
        lambda: change_partnership(**change, manager=people.lina),
        [lambda: change_partnership(**change, manager=people.jonas)],
    )

    said = LedgerEntry.objects.about(partnership).filter(act="partnership.changed").order_by("pk")
    assert [(row.before, row.after) for row in said] == [
        ({"manager": None}, {"manager": people.lina.pk}),
        ({"manager": people.lina.pk}, {"manager": people.jonas.pk}),
    ]


def test_a_participant_has_the_organisation_that_a_merge_gave_it(two, place, while_open):
    former, kept = two

    [answer] = while_open(
        lambda: merge(kept=kept, merged=former, by=BY),
        [lambda: change_participant(participation=place, by=BY, role="Offers a room")],
    )

    assert (answer.organisation, answer.name) == (kept, kept.name)
