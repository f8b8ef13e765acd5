"""The page of an organisation and its history: what they tell, and to whom (F2, X1)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from partnerships.merging.services.merging import merge
from pes_partnerships.lib.dates import PartialDate
from tests.factories import (
    make_contact,
    make_organisation,
    make_participation,
    make_partnership,
    ready_agreement,
    signed_agreement,
)
from tests.factories.forming import BY
from tests.factories.registry import make_assessment, make_end, make_name, make_representation
from tests.pages import words_on


def test_the_page_tells_what_it_takes_on_in_each_text(cast, sign_in):
    signed = signed_agreement(cast)
    with scope(service=cast.service):
        party = signed.parties.select_related("participation").order_by("order").first()
        duty = signed.responsibilities.get(owner=party).text

    page = words_on(sign_in(cast.lina).get(f"/organisations/{party.participation.organisation_id}/"))

    assert f"{signed.partnership.title} Member" in page
    assert "Version 1 : Career support for young people In force" in page
    assert f"1 responsibility {duty}" in page
    assert "objective" in page


def test_a_merged_record_leads_to_the_one_that_was_kept(in_scope, sign_in):
    kept, merged = make_organisation(in_scope.service, "Agency"), make_organisation(in_scope.service, "Double")
    merge(kept=kept, merged=merged, by=BY)
    browser = sign_in(in_scope.vytas)

    answer = browser.get(f"/organisations/{merged.pk}/", follow=True)

    assert answer.redirect_chain == [(f"/organisations/{kept.pk}/", 302)]
    assert "“Double” was merged into this record" in words_on(answer)
    assert sign_in(in_scope.lina).get(f"/organisations/{merged.pk}/change/").status_code == 409


def test_the_history_is_read_as_a_page_and_as_a_file(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Agency")
    make_name(own, "Labour Exchange", valid_to=PartialDate(2010))
    browser, url = sign_in(in_scope.vytas), f"/organisations/{own.pk}/history/"

    assert [line.entry.act for line in browser.get(url).context["lines"]] == [
        "organisation.name_added",
        "organisation.registered",
    ]
    assert "added a name of the organisation" in browser.get(f"{url}?format=csv").content.decode()
    assert "added a name of the organisation" in words_on(browser.get(f"/organisations/{own.pk}/"))


def test_an_evaluator_meets_only_what_belongs_to_the_partnerships_invited_to(in_scope, sign_in):
    own, hidden = make_organisation(in_scope.service, "Agency"), make_organisation(in_scope.service, "Hidden Union")
    seen, unseen = make_partnership(in_scope.service, "Seen"), make_partnership(in_scope.service, "Unseen")
    for partnership in (seen, unseen):
        make_participation(partnership, own)
    seen.assignments.create(membership=in_scope.membership(in_scope.erik))
    make_representation(hidden, own)
    make_end(make_organisation(in_scope.service, "Hidden Forerunner"), own)

    page = words_on(sign_in(in_scope.erik).get(f"/organisations/{own.pk}/"))

    assert "Seen" in page
    for word in ("Unseen", "Hidden Union", "Hidden Forerunner"):
        assert word not in page


def test_an_organisation_with_three_of_each_takes_as_many_queries_as_with_one(cast, sign_in, django_assert_num_queries):
    with scope(service=cast.service):
        own = ready_agreement(cast).parties.order_by("order").first().participation.organisation
    browser, url = sign_in(cast.lina), f"/organisations/{own.pk}/"

    def one_more(number: int) -> None:
        federation = make_organisation(cast.service, f"Federation {number}")
        make_representation(federation, own)
        make_representation(own, make_organisation(cast.service, f"Member {number}"))
        make_name(own, f"Former {number}", valid_to=PartialDate(1990 + number))
        make_assessment(own, author=cast.lina, partnership=own.participations.first().partnership)
        make_contact(own, f"Person {number}")
        make_end(make_organisation(cast.service, f"Before {number}"), own)

    def one_more_place(number: int) -> None:
        draft = ready_agreement(cast, partnership=make_partnership(cast.service, f"Place {number}"))
        party = draft.parties.order_by("order").first()
        type(party.participation).objects.filter(pk=party.participation_id).update(organisation=own)

    with scope(service=cast.service):
        one_more(0)
        with CaptureQueriesContext(connection) as one:
            browser.get(url)
        for number in (1, 2):
            one_more(number)
            one_more_place(number)
        with django_assert_num_queries(len(one)):
            browser.get(url)
        assert own.participations.count() == 3


def test_three_acts_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    own = make_organisation(in_scope.service, "Agency")
    browser, url = sign_in(in_scope.lina), f"/organisations/{own.pk}/history/"
    make_name(own, "Former 0")
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for number in (1, 2):
        make_name(own, f"Former {number}")
    with django_assert_num_queries(len(few)):
        browser.get(url)
