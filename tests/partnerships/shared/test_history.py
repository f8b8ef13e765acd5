from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from partnerships.models import Objective
from partnerships.shared.services.partnerships import change_partnership
from pes_partnerships.ledger.services import Actor, erase_person, record
from tests.factories import make_organisation, make_participation, make_partnership


def test_the_history_says_who_did_what_in_words(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    change_partnership(partnership=partnership, by=Actor.user(in_scope.lina), title="New name", office=in_scope.alytus)

    first, second = sign_in(in_scope.vytas).get(f"/partnerships/{partnership.pk}/history/").context["lines"]

    assert (first.entry.sentence(), first.entry.object_label) == ("Lina changed the partnership.", "New name")
    assert {"label": "Office", "before": "", "after": "Alytus"} in first.changes
    assert {
        "label": "Name of the partnership",
        "before": "One Stop Career Support for Youth",
        "after": "New name",
    } in first.changes
    assert second.entry.sentence().endswith(" created the partnership.")


def test_an_erased_person_leaves_the_act_without_the_name(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    change_partnership(partnership=partnership, by=Actor.user(in_scope.jonas), title="New name")
    with transaction.atomic():
        erase_person(person=in_scope.jonas, by=Actor.system())

    page = sign_in(in_scope.lina).get(f"/partnerships/{partnership.pk}/history/").content.decode()
    assert "Erased person changed the partnership." in page
    assert "Jonas" not in page


def test_what_other_apps_say_in_words_instead_of_keys_is_shown_as_it_stands(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    with transaction.atomic():
        record(
            act="objective.saved",
            anchor=partnership,
            obj=Objective(pk=1),
            by=Actor.system(),
            after={"quotas": ["at least 30 % women"], "owner": "Alytus"},
        )

    line = sign_in(in_scope.lina).get(f"/partnerships/{partnership.pk}/history/").context["lines"][0]

    assert [change["after"] for change in line.changes] == ["Alytus", "at least 30 % women"]


def test_the_history_as_a_file(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)

    text = sign_in(in_scope.lina).get(f"/partnerships/{partnership.pk}/history/?format=csv").content.decode()

    assert "created the partnership" in text


def test_the_history_of_anothers_partnership_is_missing(in_scope, sign_in):
    partnership = make_partnership(in_scope.other_service)

    assert sign_in(in_scope.lina).get(f"/partnerships/{partnership.pk}/history/").status_code == 404


def test_three_acts_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    partnership = make_partnership(in_scope.service)
    make_participation(partnership, make_organisation(in_scope.service, "Number 0"))
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/history/"
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for number in (1, 2):
        make_participation(partnership, make_organisation(in_scope.service, f"Number {number}"))
    with django_assert_num_queries(len(few)):
        browser.get(url)
