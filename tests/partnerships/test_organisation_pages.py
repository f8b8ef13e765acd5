import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Contact, Organisation, Region
from tests.factories import make_contact, make_organisation

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


def test_a_successor_of_another_service_is_no_choice(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Youth Centre")
    foreign = make_organisation(in_scope.other_service, "Foreign")

    answer = sign_in(in_scope.lina).post(f"/organisations/{own.pk}/change/", post(successor=foreign.pk))

    assert answer.context["form"].errors["successor"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


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

    assert list(browser.post(url, {"name": "Ona", "language": "en"}).context["form"].errors) == ["email"]
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
