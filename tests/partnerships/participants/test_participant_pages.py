"""The list of participants and the form of one: what they show, and what they take (F4, F5)."""

import pytest
from django.urls import reverse
from django_scopes import scope

from partnerships.models import OrganisationType, Participation
from tests.factories import (
    make_organisation,
    make_participation,
    make_partnership,
)
from tests.factories.dialogue import make_invited, make_silent, make_talk
from tests.pages import words_on


def test_the_participants_go_out_as_a_file(cast, sign_in):
    partnership = make_partnership(cast.service)
    with scope(service=cast.service):
        make_participation(partnership, make_organisation(cast.service, "Alytus college"), status="member")

    file = sign_in(cast.lina).get(reverse("partnerships:participants", args=[partnership.pk]), {"format": "csv"})

    assert file.content.decode("utf-8-sig").splitlines()[1].startswith("Alytus college,Central government,,Member,no,")


def test_the_list_says_how_each_invitation_stands_and_hides_talks_from_readers(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    make_silent(make_invited(in_scope.service, "Silent college", partnership=partnership, is_key_actor=True))
    school = make_invited(in_scope.service, "School", partnership=partnership, is_reluctant=True)
    make_talk(school, in_scope.lina)
    address = reverse("partnerships:participants", args=[partnership.pk])

    managers, readers = (words_on(sign_in(user).get(address)) for user in (in_scope.lina, in_scope.vytas))

    for words in ("no answer by", "reluctant", "not invited"):
        assert words in managers
        assert words in readers
    assert ("latest discussion" in managers, "latest discussion" in readers) == (True, False)
    assert ("Invite again" in managers, "Invite again" in readers) == (True, False)


def test_the_list_is_narrowed_and_paged(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    for number in range(30):
        make_participation(partnership, class_name=f"Class {number}", status="member", is_key_actor=number == 7)
    make_silent(make_invited(in_scope.service, "Silent college", partnership=partnership))
    browser, address = sign_in(in_scope.lina), reverse("partnerships:participants", args=[partnership.pk])

    def names(**asked):
        return [line.participation.name for line in browser.get(address, asked).context["lines"]]

    assert (len(names()), len(names(page=2))) == (25, 6)
    assert names(show="key") == ["Class 7"]
    assert names(show="silent") == names(status="invited") == names(q="silent COLL") == ["Silent college"]
    assert "No participants match" in words_on(browser.get(address, {"q": "nobody"}))


def test_the_queries_of_the_list_do_not_grow(in_scope, sign_in, django_assert_max_num_queries):
    partnership = make_partnership(in_scope.service)
    browser, address = sign_in(in_scope.lina), reverse("partnerships:participants", args=[partnership.pk])

    def one_more(name):
        college = make_invited(in_scope.service, name, partnership=partnership, is_key_actor=True)
        make_silent(college)
        make_talk(college, in_scope.lina)

    one_more("One")
    browser.get(address)
    with django_assert_max_num_queries(100) as at_one:
        browser.get(address)
    one_more("Two")
    one_more("Three")
    with django_assert_max_num_queries(len(at_one)):
        browser.get(address)


def class_typed(**typed: str) -> dict[str, str]:
    return {"class_name": "Towns", "count_comparator": "exactly", "status": "identified", **typed}


@pytest.fixture
def types(db) -> None:
    for code, category in (("municipality", "local_government"), ("region-province", "local_government"),
                           ("ministry", "central_government")):  # fmt: skip
        OrganisationType.objects.get_or_create(code=code, defaults={"names": {"en": code}, "category": category})


def test_a_class_has_a_finer_type_and_a_year_of_counting(in_scope, sign_in, types):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    browser = sign_in(in_scope.lina)
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    typed = {"category": "local_government", "type": "municipality", "count": "45", "counted_in_year": "2025"}

    browser.post(new, class_typed(**typed))

    towns = Participation.objects.get()
    assert (towns.type_id, towns.counted) == ("municipality", "45 organisations (2025)")
    assert towns.kind in words_on(browser.get(reverse("partnerships:participants", args=[partnership.pk])))
    change = reverse("partnerships:participant_change", args=[towns.pk])
    browser.post(change, {"to": "identified", **class_typed(**typed), "type": "region-province"})
    towns.refresh_from_db()
    assert towns.type_id == "region-province"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"category": "local_government", "type": "ministry"}, "type"), ({"type": "municipality"}, "category")],
)
def test_a_finer_type_fits_its_category(in_scope, sign_in, types, typed, field):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    towns = make_participation(partnership, class_name="Towns", category="local_government")
    browser = sign_in(in_scope.lina)
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    change = reverse("partnerships:participant_change", args=[towns.pk])

    assert list(browser.post(new, class_typed(**typed)).context["form"].errors) == [field]
    changed = browser.post(change, {"to": "identified", **class_typed(**typed)})
    assert list(changed.context["form"].errors) == [field]


def test_an_organisation_brings_its_own_kind_whatever_is_typed_for_a_class(in_scope, sign_in, types):
    partnership = make_partnership(in_scope.service, manager=in_scope.lina)
    board = make_organisation(in_scope.service, "Board", "ngo")
    new = reverse("partnerships:participant_new", args=[partnership.pk])
    typed = {"category": "local_government", "type": "ministry", "count": "3", "class_name": ""}

    sign_in(in_scope.lina).post(new, class_typed(organisation=board.pk, **typed))

    place = Participation.objects.get()
    assert (place.category, place.type, place.count) == ("", None, None)
    assert place.kind == board.get_category_display()


def test_two_windows_on_one_participant_lose_nothing(in_scope, sign_in):
    participation = make_participation(make_partnership(in_scope.service), make_organisation(in_scope.service))
    url, browser = f"/participants/{participation.pk}/", sign_in(in_scope.lina)
    seen = browser.get(url).context["form"]["seen"].value()
    given = {"to": "identified", "seen": seen}
    browser.post(url, {**given, "role": "Brings the youth workers"})

    answer = browser.post(url, {**given, "role": "Gives the rooms"})

    participation.refresh_from_db()
    assert (answer.status_code, participation.role) == (409, "Brings the youth workers")
    assert "Gives the rooms" in answer.content.decode()
    again = {**given, "role": "Gives the rooms", "seen": dict(answer.context["hidden"])["seen"]}
    assert browser.post(url, again).status_code == 302
    participation.refresh_from_db()
    assert participation.role == "Gives the rooms"
