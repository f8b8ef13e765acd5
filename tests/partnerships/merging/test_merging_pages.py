"""The pages on which two records are found, laid side by side, merged, and parted again (F2)."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.merging.services.merging import merge
from partnerships.models import Organisation, OrganisationMerge
from tests.factories import make_organisation
from tests.factories.forming import BY
from tests.factories.merging import at_tables, two_records

pytestmark = pytest.mark.django_db


def address(kept: Organisation, merged: Organisation) -> str:
    return f"/organisations/{kept.pk}/merge/{merged.pk}/"


def answers(page, **changed: str) -> dict[str, str]:
    """The form of the page as it stands, with some answers changed."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | changed


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_other_record_is_proposed_and_found_by_its_words(in_scope, sign_in):
    kept = make_organisation(in_scope.service, "Youth Centre Alytus", "ngo")
    alike = make_organisation(in_scope.service, "Youth Centre, Alytus", "ngo")
    other = make_organisation(in_scope.service, "Žemaitijos centras", "ngo")
    browser = sign_in(in_scope.lina)
    page = f"/organisations/{kept.pk}/merge/"

    assert address(kept, alike) in browser.get(page).content.decode()
    assert list(browser.get(f"{page}?q=zemaitijos").context["found"]) == [other]
    assert "No other records match" in browser.get(f"{page}?q=nothing+of+the+kind").content.decode()


def test_both_sides_stand_beside_each_other_with_what_will_move(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    _alone, both = at_tables(in_scope, kept, merged)

    page = sign_in(in_scope.lina).get(address(kept, merged))

    states = {row["key"]: (row["differs"], row["is_filled"]) for row in page.context["facts"]}
    assert states["name"] == (True, False)
    assert states["registration_number"] == (False, True)
    assert page.context["moves"] == [
        "1 contact", "2 participations in partnerships", "1 assessment", "3 representations", "1 predecessor",
        "1 change of representative",
    ]  # fmt: skip
    assert [own.partnership for own, _other in page.context["both"]["shown"]] == [both]
    assert address(merged, kept) in page.content.decode()


def test_a_manager_merges_with_a_choice(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    browser = sign_in(in_scope.lina)
    page = browser.get(address(kept, merged))

    answer = browser.post(address(kept, merged), answers(page, name="merged"))

    assert answer.url == f"/organisations/{kept.pk}/"
    assert told(answer)[0].startswith("“Alytaus miesto savivaldybė” has been merged into “")
    kept.refresh_from_db()
    assert (kept.name, kept.language) == ("Alytaus miesto savivaldybė", "lt")


def test_a_record_changed_meanwhile_is_looked_at_again(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    browser = sign_in(in_scope.lina)
    page = browser.get(address(kept, merged))
    Organisation.objects.filter(pk=merged.pk).update(website="https://other.example")

    again = browser.post(address(kept, merged), answers(page, name="merged"))

    assert OrganisationMerge.objects.count() == 0
    assert "was changed while you were reading this page" in again.content.decode()
    assert [row["choice"] for row in again.context["facts"] if row["key"] == "name"] == ["merged"]
    browser.post(address(kept, merged), answers(again, seen=again.context["seen"]))
    assert OrganisationMerge.objects.count() == 1


def test_a_choice_that_is_missing_is_named(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    browser = sign_in(in_scope.lina)
    page = browser.get(address(kept, merged))

    answer = browser.post(address(kept, merged), answers(page) | {"name": ""})

    assert answer.context["form"].errors["name"] == ["Choose the correct value."]


def test_a_second_click_leads_to_the_record_that_was_kept(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    merge(kept=kept, merged=merged, by=BY)
    browser = sign_in(in_scope.lina)

    for path in (address(kept, merged), address(merged, kept), f"/organisations/{merged.pk}/merge/"):
        page = browser.get(path)
        assert "has already been merged into “Alytus municipality”" in page.content.decode()
        assert page.context["used"] == [kept]


def test_a_record_and_itself_is_explained(in_scope, sign_in):
    kept = make_organisation(in_scope.service)

    page = sign_in(in_scope.lina).post(address(kept, kept))

    assert "A record cannot be merged with itself" in page.content.decode()


def test_another_service_s_record_is_missing(in_scope, sign_in):
    own = make_organisation(in_scope.service)
    foreign = make_organisation(in_scope.other_service, "Foreign")
    browser = sign_in(in_scope.lina)

    assert [browser.get(address(*two)).status_code for two in ((own, foreign), (foreign, own))] == [404, 404]


def test_undoing_asks_first_and_says_what_stays(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    done = merge(kept=kept, merged=merged, by=BY)
    Organisation.objects.filter(pk=kept.pk).update(website="https://new.example")
    browser = sign_in(in_scope.lina)
    url = f"/merges/{done.pk}/undo/"

    assert "gets its previous values back: Registration number, Web address" in browser.get(url).content.decode()
    answer = browser.post(url)

    assert answer.url == f"/organisations/{merged.pk}/"
    assert told(answer) == [
        "The merge has been undone: “Alytaus miesto savivaldybė” is a separate record again.",
        "Web address was changed after the merge and is kept as it is.",
    ]
    assert "This merge has already been undone" in browser.get(url).content.decode()


def test_merges_are_listed_and_exported(in_scope, sign_in):
    kept, merged = two_records(in_scope)
    browser = sign_in(in_scope.lina)
    assert "No records have been merged" in browser.get("/organisations/merges/").content.decode()
    done = merge(kept=kept, merged=merged, by=BY)

    assert f"/merges/{done.pk}/undo/" in browser.get("/organisations/merges/").content.decode()
    text = browser.get("/organisations/merges/?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Alytus municipality,Alytaus miesto savivaldybė,")


def test_three_merges_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    rows = [make_organisation(in_scope.service, name, "ngo") for name in ("Kept", "Library", "Theatre", "School")]
    merge(kept=rows[0], merged=rows[1], by=BY)
    with CaptureQueriesContext(connection) as one:
        browser.get("/organisations/merges/")
    for merged in rows[2:]:
        merge(kept=rows[0], merged=merged, by=BY)
    with django_assert_num_queries(len(one)):
        browser.get("/organisations/merges/")


def test_who_saves_a_record_that_was_merged_meanwhile_is_led_to_the_kept_one(in_scope, sign_in):
    kept, merged = (make_organisation(in_scope.service, name) for name in ("Youth centre", "Youth center"))
    merge(kept=kept, merged=merged, by=BY)

    answer = sign_in(in_scope.lina).post(f"/organisations/{merged.pk}/change/", {"name": "Youth house"})

    assert answer.status_code == 409
    assert f'href="/organisations/{kept.pk}/"' in answer.content.decode()
    assert "what you typed is still there" in answer.content.decode()
