"""A code that its vocabulary does not hold is stored by no service, whichever caller sends it."""

import datetime

import pytest

from partnerships.participants.services.dialogue import log_talk
from partnerships.participants.services.representatives import take_fresh_look
from partnerships.preparation.services.examining import save_examination
from partnerships.preparation.services.team import save_member
from partnerships.registry.services.organisations import register_organisation
from partnerships.shared.services.changes import UnknownCode
from partnerships.shared.services.partnerships import change_partnership
from tests.factories import make_organisation, make_participation, make_partnership
from tests.factories.advice import make_member
from tests.factories.forming import BY
from tests.factories.representatives import at_table, changed, make_partner

DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def partnership(in_scope):
    return make_partnership(in_scope.service, office=in_scope.alytus)


@pytest.mark.parametrize(("field", "code"), [("level", "village"), ("main_reason", "because"), ("pes_role", "chair")])
def test_a_partnership_keeps_its_code(partnership, field, code):
    kept = getattr(partnership, field)

    with pytest.raises(UnknownCode):
        change_partnership(partnership=partnership, by=BY, **{field: code})

    partnership.refresh_from_db()
    assert getattr(partnership, field) == kept


def test_a_code_may_be_taken_back_where_none_is_needed(partnership):
    change_partnership(partnership=partnership, by=BY, pes_role="leader")

    assert change_partnership(partnership=partnership, by=BY, pes_role="").pes_role == ""


def test_other_services_refuse_it_too(in_scope, partnership):
    place = make_participation(partnership, make_organisation(in_scope.service))
    talk = {"by": BY, "user": in_scope.lina, "on": DAY, "said": "x"}
    member = make_member(partnership)
    works = [
        lambda: register_organisation(service=in_scope.service, by=BY, name="One", category="club"),
        lambda: log_talk(participation=place, kind="pigeon", **talk),
        lambda: save_examination(partnership=partnership, by=BY, outcome="maybe"),
        lambda: save_member(member=member, by=BY, marks={"juggling": (1, False)}),
        lambda: save_member(member=member, by=BY, marks={"negotiation": (9, False)}),
    ]

    for work in works:
        with pytest.raises(UnknownCode):
            work()


def test_a_fresh_look_knows_three_answers(in_scope):
    partner = make_partner(in_scope.service)
    at_table(in_scope, partner)
    look = changed(partner).looks.get()

    with pytest.raises(UnknownCode):
        take_fresh_look(look=look, by=BY, commitment="wavering", mandate_confirmed=None)
