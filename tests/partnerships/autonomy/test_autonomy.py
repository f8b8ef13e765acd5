"""What an office may decide by itself: six areas, and who states them (F10)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.autonomy.rules.autonomy import (
    QUESTIONS,
    areas_beyond,
    may_decide_for,
    not_stated,
    wider_offices,
    wider_unit,
)
from partnerships.models import Autonomy
from partnerships.rules.vocabulary import Area
from pes_partnerships.accounts.models import Office
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from tests.cast import person
from tests.factories.autonomy import stated

# head office (no row) > South (1) > Alytus (2) > Job point (3); West (4) stands beside South
PARENTS = {1: None, 2: 1, 3: 2, 4: None}


@pytest.fixture
def ruta(in_scope):
    """Partnership manager of the Alytus office."""
    return person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)


@pytest.fixture
def saule(in_scope, south):
    """Partnership manager of the region South."""
    return person("Saule", in_scope.service, Role.MANAGER, south)


def change(office: Office) -> str:
    return reverse("partnerships:office_autonomy_change", args=[office.pk])


def test_only_what_is_stated_as_free_is_free():
    """F10: an area about which nothing was stated needs the wider unit too, if the text settles something there."""
    freedom = {"budget": "limits", "clients": "wider", "collaboration": "free"}

    assert areas_beyond(freedom, ["collaboration", "staffing", "budget", "clients"]) == (
        "budget",
        "clients",
        "staffing",
    )
    assert areas_beyond(freedom, []) == areas_beyond(freedom, ["collaboration"]) == ()
    assert not_stated(freedom) == ("programme_design", "performance", "staffing")


def test_the_wider_unit_is_the_parent_else_the_whole_service():
    assert [wider_unit(office, PARENTS) for office in (3, 2, 1, 4)] == [2, 1, None, None]
    assert wider_offices(3, PARENTS) == (2, 1)
    assert wider_offices(1, {1: 2, 2: 1}) == (2,)  # a circle ends


@pytest.mark.parametrize(
    ("own", "may"),
    [(None, True), (1, True), (2, True), (3, False), (4, False)],
    ids=["head", "1", "2", "own", "beside"],
)
def test_nobody_decides_for_their_own_office(own, may):
    assert may_decide_for(own, 3, PARENTS) is may


def test_every_question_of_the_table_is_asked_in_its_area():
    """GUIDE Table 7.1 asks this many in each of its six areas."""
    asked = [sum(question.area == area for question in QUESTIONS) for area in Area]

    assert dict(zip(Area.values, asked, strict=True)) == {
        "programme_design": 4, "budget": 2, "performance": 4, "clients": 1, "staffing": 2, "collaboration": 2,
    }  # fmt: skip
    assert len({question.code for question in QUESTIONS}) == len(QUESTIONS)


def test_a_statement_is_kept_with_its_day_its_author_and_what_it_was_before(in_scope):
    stated(in_scope.alytus, in_scope.lina, budget="limits")
    stated(in_scope.alytus, in_scope.lina, budget="free")

    row = Autonomy.objects.get(office=in_scope.alytus)
    assert (row.freedom, row.limits, row.stated_by) == ("free", "", in_scope.lina)
    last, first = LedgerEntry.objects.about(in_scope.alytus)
    assert (last.before["freedom"], last.after["freedom"], first.before) == ("limits", "free", {})
    assert first.private("limits") == "Up to 10,000 euros a year"


def test_what_is_stated_again_in_the_same_words_is_no_act(in_scope):
    stated(in_scope.alytus, in_scope.lina, budget="limits")
    stated(in_scope.alytus, in_scope.lina, budget="limits")

    assert LedgerEntry.objects.about(in_scope.alytus).count() == 1


def test_a_local_manager_states_nothing_about_their_own_office(in_scope, south, ruta, saule, sign_in):
    with pytest.raises(PermissionDenied):
        stated(in_scope.alytus, ruta, budget="free")
    assert sign_in(ruta).get(change(in_scope.alytus)).status_code == 403
    assert sign_in(ruta).post(change(in_scope.alytus), {}).status_code == 403

    stated(in_scope.alytus, saule, budget="wider")  # the region may
    with pytest.raises(PermissionDenied):
        stated(in_scope.tallinn, saule, budget="wider")  # but not for an office beside it
    assert [row.office for row in Autonomy.objects.all()] == [in_scope.alytus]
