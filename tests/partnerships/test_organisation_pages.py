from html import escape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from partnerships.models import Contact, DuplicatePair, Organisation, Region, TargetGroup
from partnerships.services.merging import merge
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

NEW = "/organisations/new/"


def post(**changed) -> dict[str, str]:
    return {"name": "Youth Centre", "category": "ngo", "level": "local", "country": "LT", **changed}


def test_a_manager_registers_an_organisation(in_scope, sign_in):
    Region.objects.get_or_create(code="LT021", defaults={"name": "Alytaus apskritis", "level": 3, "country": "LT"})

    answer = sign_in(in_scope.lina).post(NEW, post(regions="lt021"))

    organisation = Organisation.objects.get()
    assert answer.url == f"/organisations/{organisation.pk}/"
    assert [region.code for region in organisation.regions.all()] == ["LT021"]


def test_an_unknown_region_is_named_with_what_to_do(in_scope, sign_in):
    answer = sign_in(in_scope.lina).post(NEW, post(regions="LT999"))

    assert answer.context["form"].errors["regions"] == [
        "LT999 is no region of the list. Write its NUTS code, such as LT021."
    ]
    assert Organisation.objects.count() == 0


def test_a_likely_duplicate_is_shown_and_can_be_registered_all_the_same(in_scope, sign_in):
    known = make_organisation(in_scope.service, "Youth Cèntre")
    browser = sign_in(in_scope.lina)

    refused = browser.post(NEW, post())
    assert f"/organisations/{known.pk}/" in refused.content.decode()
    assert Organisation.objects.count() == 1
    browser.post(NEW, post(register_all_the_same="on"))
    assert Organisation.objects.count() == 2


def test_a_registration_number_in_use_is_refused_for_good(in_scope, sign_in):
    make_organisation(in_scope.service, "Older", country="LT", registration_number="123")

    answer = sign_in(in_scope.lina).post(NEW, post(registration_number="123", register_all_the_same="on"))

    assert "Older has this number already" in answer.context["form"].errors["registration_number"][0]


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 201), ("category", "none"), ("website", "x")]
)
def test_bad_input_names_its_field_and_keeps_what_was_typed(in_scope, sign_in, field, value):
    answer = sign_in(in_scope.lina).post(NEW, post(place="Alytus") | {field: value})

    assert list(answer.context["form"].errors) == [field]
    assert 'value="Alytus"' in answer.content.decode()


def test_an_end_and_a_successor_are_recorded_on_their_own_page_only(in_scope, sign_in):
    own, other = (make_organisation(in_scope.service, name) for name in ("Youth Centre", "Other"))

    sign_in(in_scope.lina).post(f"/organisations/{own.pk}/change/", post(successor=other.pk, ended_year="2020"))

    own.refresh_from_db()
    assert (own.successor, str(own.ended)) == (None, "")


def test_the_change_form_is_no_longer_with_a_large_registry(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Youth Centre")
    browser, url = sign_in(in_scope.lina), f"/organisations/{own.pk}/change/"
    first = browser.get(url)
    make_organisation(in_scope.service, "Another Desk")

    assert "Another Desk" not in words_on(browser.get(url))
    assert "Youth Centre" in words_on(first)


def test_registering_leads_back_to_the_page_that_missed_it_also_after_the_question(in_scope, sign_in):
    make_organisation(in_scope.service, "Youth Cèntre")
    browser, back = sign_in(in_scope.lina), "/partnerships/7/actors/?category=ngo&q=x"
    url = f"{NEW}?{urlencode({'next': back})}"

    asked = browser.post(url, post())
    assert asked.status_code == 200
    assert f'href="{escape(back)}"' in asked.content.decode()  # “Cancel” goes there, too
    assert browser.post(url, post(register_all_the_same="on")).url == back


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "portfolio"])
def test_another_sites_address_is_no_way_back(in_scope, sign_in, elsewhere):
    own = make_organisation(in_scope.service, "Board")
    browser, query = sign_in(in_scope.lina), urlencode({"next": elsewhere})

    added = browser.post(
        f"/organisations/{own.pk}/contacts/new/?{query}", {"name": "Ona", "language": "en", "phone": "1234567"}
    )
    registered = browser.post(f"{NEW}?{query}", post())

    assert added.url == f"/organisations/{own.pk}/"
    assert registered.url == f"/organisations/{Organisation.objects.latest('pk').pk}/"


def test_a_contact_that_an_invitation_misses_leads_back_to_it(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Board")
    place = make_participation(make_partnership(in_scope.service, manager=in_scope.lina), own)
    browser, back = sign_in(in_scope.lina), f"/participants/{place.pk}/invite/"
    link = f"/organisations/{own.pk}/contacts/new/?next={back}"

    assert f'href="{link}"' in browser.get(back).content.decode()
    answer = browser.post(link, {"name": "Ona", "language": "en", "email": "ona@x.example"})

    assert answer.url == back


def test_a_new_name_keeps_the_former_one_on_the_page(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Labour Exchange", "ngo")
    browser = sign_in(in_scope.lina)

    browser.post(f"/organisations/{own.pk}/change/", post(name="Employment Agency", keep_former_name="on"))

    page = browser.get(f"/organisations/{own.pk}/").content.decode()
    assert "Employment Agency" in page
    assert "Labour Exchange" in page


def test_the_registry_is_searched_filtered_and_exported(in_scope, sign_in):
    make_organisation(in_scope.service, "Žemaitijos centras", "ngo", country="LT")
    make_organisation(in_scope.service, "Tallinna Linn", "local_government", country="EE")
    browser = sign_in(in_scope.vytas)

    assert [o.name for o in browser.get("/organisations/?q=zemaitijos").context["page"]] == ["Žemaitijos centras"]
    assert [o.name for o in browser.get("/organisations/?country=EE").context["page"]] == ["Tallinna Linn"]
    text = browser.get("/organisations/?category=ngo&format=csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Organisation", "Žemaitijos centras"]


def test_a_contact_must_be_reachable_and_a_signatory_mandated(in_scope, sign_in):
    own = make_organisation(in_scope.service)
    browser = sign_in(in_scope.lina)
    url = f"/organisations/{own.pk}/contacts/new/"

    assert list(browser.post(url, {"name": "Ona", "language": "en"}).context["form"].errors) == ["email", "phone"]
    with_address = {"name": "Ona", "language": "en", "email": "ona@x.example", "may_sign": "on"}
    assert list(browser.post(url, with_address).context["form"].errors) == ["mandate"]
    browser.post(url, with_address | {"mandate": "Statute, 2019"})
    assert Contact.objects.get().mandate == "Statute, 2019"


def test_a_contact_who_left_moves_out_of_the_list(in_scope, sign_in):
    contact = make_contact(make_organisation(in_scope.service), "Ona")
    names = {"left_on_day": "1", "left_on_month": "3", "left_on_year": "2026"}

    sign_in(in_scope.lina).post(
        f"/contacts/{contact.pk}/", {"name": "Ona", "language": "en", "email": "ona@x.example", **names}
    )

    contact.refresh_from_db()
    assert str(contact.left_on) == "2026-03-01"


def test_three_organisations_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    make_organisation(in_scope.service, "One")
    with CaptureQueriesContext(connection) as one:
        browser.get("/organisations/")
    make_organisation(in_scope.service, "Two")
    make_organisation(in_scope.service, "Three")
    with django_assert_num_queries(len(one)):
        browser.get("/organisations/")


def test_the_list_is_narrowed_by_kind_place_and_work(in_scope, sign_in):
    Region.objects.get_or_create(code="LT021", defaults={"name": "Alytaus apskritis", "level": 3, "country": "LT"})
    youth = TargetGroup.objects.get_or_create(code="youth", defaults={"names": {"en": "Young people"}})[0]
    own = make_organisation(in_scope.service, "One", regions=["LT021"], target_groups=[youth], level="regional")
    make_organisation(in_scope.service, "Two")
    browser = sign_in(in_scope.lina)

    def found(query: str) -> list[Organisation]:
        return list(browser.get(f"/organisations/?{query}").context["page"])

    assert found("region=lt02&group=youth&level=regional") == [own]
    assert found("region=LT022") == []
    assert len(found("region=&group=nobody")) == 2


def test_the_list_holds_the_living_and_finds_them_by_former_names(in_scope, sign_in):
    own, gone = make_organisation(in_scope.service, "Agency"), make_organisation(in_scope.service, "Gone Office")
    double = make_organisation(in_scope.service, "Agency Double")
    make_name(own, "Labour Exchange", valid_to=PartialDate(2010))
    make_end(gone, own)
    merge(kept=own, merged=double, by=BY)
    browser = sign_in(in_scope.lina)

    def found(query: str) -> list[str]:
        return [row.name for row in browser.get(f"/organisations/?{query}").context["page"]]

    assert found("") == ["Agency"]
    assert found("q=labour") == ["Agency"]
    assert found("ended=too") == ["Agency", "Gone Office"]
    lines = browser.get("/organisations/?ended=too&format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Organisation", "Agency", "Gone Office"]


def test_the_list_counts_members_and_says_how_many_pairs_are_to_decide(in_scope, sign_in):
    federation, town = make_organisation(in_scope.service, "Federation"), make_organisation(in_scope.service, "Town")
    make_representation(federation, town)
    DuplicatePair.objects.create(service=in_scope.service, first=federation, second=town, score=80)
    browser = sign_in(in_scope.lina)

    page = browser.get("/organisations/?sort=-speaks_for")

    assert [(row.name, row.speaks_for) for row in page.context["page"]] == [("Federation", 1), ("Town", 0)]
    assert "Possible duplicates (1)" in words_on(page)
    assert "Possible duplicates" not in words_on(sign_in(in_scope.vytas).get("/organisations/"))


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
    assert "Double was merged into this record" in words_on(answer)
    assert sign_in(in_scope.lina).get(f"/organisations/{merged.pk}/change/").status_code == 404


def test_the_history_is_read_as_a_page_and_as_a_file(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Agency")
    make_name(own, "Labour Exchange", valid_to=PartialDate(2010))
    browser, url = sign_in(in_scope.vytas), f"/organisations/{own.pk}/history/"

    assert [line.words for line in browser.get(url).context["lines"]] == [
        "added a name of the organisation",
        "registered the organisation",
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
