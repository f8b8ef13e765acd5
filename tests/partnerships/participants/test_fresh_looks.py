"The reassessment of a partner whose representative changed: commitment, mandate, and for whom it waits (X3, S4)."

import datetime

import pytest
import time_machine
from django_scopes import scope

from partnerships.models import Contact, FreshLook, Partnership
from partnerships.participants.rules.representatives import RepresentativeRefused
from partnerships.participants.services.participants import change_participant
from partnerships.participants.services.representatives import take_fresh_look
from partnerships.participants.services.waiting import look_tasks
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories.forming import BY
from tests.factories.representatives import ON, at_table, changed, make_partner
from tests.factories.waiting import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def partner(in_scope):
    return make_partner(in_scope.service)


def take(look: FreshLook, commitment: str = "same", confirmed: bool | None = None, **fields) -> FreshLook:
    by = fields.pop("by", BY)
    return take_fresh_look(look=look, by=by, commitment=commitment, mandate_confirmed=confirmed, **fields)


@pytest.mark.parametrize(("commitment", "is_reluctant"), [("weaker", True), ("same", False), ("stronger", False)])
def test_a_weaker_commitment_marks_the_partner_reluctant(in_scope, partner, commitment, is_reluctant):
    place = at_table(in_scope, partner)

    look = take(changed(partner).looks.get(), commitment, note="Fewer hours", by=Actor.user(in_scope.lina))

    place.refresh_from_db()
    assert place.is_reluctant is is_reluctant
    assert (look.looked_on, look.looked_by, look.note) == (datetime.date(2026, 11, 20), in_scope.lina, "Fewer hours")


def test_a_mandate_is_confirmed_only_where_its_text_is_known(in_scope, partner):
    at_table(in_scope, partner)
    look = changed(partner).looks.get()

    with pytest.raises(RepresentativeRefused) as caught:
        take(look, confirmed=True)
    assert caught.value.code == "mandate_missing"
    assert take(look, confirmed=True, mandate="Decision 12, 2026").mandate_confirmed is True
    assert Contact.objects.get(name="Rasa Rasaitė").mandate == "Decision 12, 2026"


def test_nobody_who_follows_has_no_mandate(in_scope, partner):
    at_table(in_scope, partner)
    look = changed(partner, new=None).looks.get()

    with pytest.raises(RepresentativeRefused) as caught:
        take(look, confirmed=True)
    assert caught.value.code == "nobody_to_confirm"


def test_a_corrected_look_keeps_both_in_the_history(in_scope, partner):
    place = at_table(in_scope, partner)
    look = take(changed(partner).looks.get(), "weaker")

    take(look, "same", note="A misunderstanding")

    newest, older = LedgerEntry.objects.about(place.partnership).filter(act="fresh_look.taken")
    assert (older.after, newest.before, newest.after) == (
        {"commitment": "weaker"},
        {"commitment": "weaker"},
        {"commitment": "same"},
    )


def test_looks_wait_for_the_manager_and_the_office_s_staff(in_scope, partner):
    place = at_table(in_scope, partner)
    look = changed(partner).looks.get()

    def waits(user):
        return [(line.url, line.task.is_own) for line in waiting_for(user, ON)]

    url = f"/fresh-looks/{look.pk}/"
    assert waits(in_scope.lina) == [(url, True)]
    assert waits(in_scope.jonas) == [(url, False)]
    assert (waits(in_scope.tiiu), waits(in_scope.vytas)) == ([], [])
    change_participant(participation=place, by=BY, to="left")
    assert waits(in_scope.lina) == []


def test_a_look_that_is_taken_waits_no_more(in_scope, partner):
    at_table(in_scope, partner)
    take(changed(partner).looks.get())

    assert waiting_for(in_scope.lina, ON) == []


def test_three_looks_take_as_many_queries_as_one(in_scope, partner, django_assert_num_queries):
    for title in ("One", "Two", "Three"):
        at_table(in_scope, partner, title)
    changed(partner)
    keys = list(Partnership.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert len(look_tasks(partnerships=keys, today=ON)) == len(["One", "Two", "Three"])


def test_another_service_sees_no_look(in_scope, partner):
    at_table(in_scope, partner)
    changed(partner)
    with scope(service=in_scope.other_service):
        assert waiting_for(in_scope.maarja, ON) == []
