"""Registering an organisation and its people: what the forms take, ask and refuse (F2)."""

from html import escape
from urllib.parse import urlencode

import pytest

from partnerships.matching.services.searching import narrowed
from partnerships.models import Contact, Organisation, Region
from tests.factories import (
    make_contact,
    make_organisation,
    make_participation,
    make_partnership,
)
from tests.pages import typed_in, words_on

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
        "Region “LT999” is not in the list. Enter its NUTS code, such as LT021."
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

    assert "Older already has this registration number" in answer.context["form"].errors["registration_number"][0]


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 201), ("category", "none"), ("website", "x")]
)
def test_bad_input_names_its_field_and_keeps_what_was_typed(in_scope, sign_in, field, value):
    answer = sign_in(in_scope.lina).post(NEW, post(place="Alytus") | {field: value})

    assert list(answer.context["form"].errors) == [field]
    assert 'value="Alytus"' in answer.content.decode()


def test_an_end_and_a_successor_are_recorded_on_their_own_page_only(in_scope, sign_in):
    own, other = (make_organisation(in_scope.service, name) for name in ("Youth Centre", "Other"))

    sign_in(in_scope.lina).post(f"/organisations/{own.pk}/change/", post(successors=other.pk, ended_year="2020"))

    own.refresh_from_db()
    assert ([*own.successors.all()], str(own.ended)) == ([], "")


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
    assert asked.status_code == 422
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


def test_a_contact_keeps_no_mark_that_nobody_sees(in_scope, sign_in):
    organisation = make_organisation(in_scope.service)
    given = {"name": "Ona\u202e Petraitė\nX", "email": "ona@partner.example", "language": "en"}

    answer = sign_in(in_scope.lina).post(f"/organisations/{organisation.pk}/contacts/new/", given)

    assert "Without them it reads “Ona Petraitė X”" in str(answer.context["form"].errors["name"])
    assert not organisation.contacts.exists()


def test_an_organisation_has_its_own_mailbox_telephone_and_street_and_is_found_by_them(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    known = make_organisation(in_scope.service, "Youth Centre")
    url = f"/organisations/{known.pk}/"
    reached = {"street": "Pulko g. 12", "postcode": "62135", "email": "info@centre.example", "phone": "+370 315 00000"}

    browser.post(f"{url}change/", typed_in(browser.get(f"{url}change/"), "street", **reached))

    page = browser.get(url).content.decode()
    assert "Pulko g. 12, 62135" in page
    assert 'href="mailto:info@centre.example"' in page
    assert "+370 315 00000" in page
    for words in ("62135", "info@centre.example", "37031500000", "pulko"):
        assert list(narrowed(Organisation.objects.all(), words)) == [known]
    assert "info@centre.example" in browser.get("/organisations/?format=csv").content.decode()
