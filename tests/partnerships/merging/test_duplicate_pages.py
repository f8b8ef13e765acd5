"""Doubles while typing, on saving, and as a list (F2)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import DuplicatePair, Organisation
from tests.factories.duplicates import make_double, make_known
from tests.pages import words_on

NEW = "/organisations/new/"
LIST = "/organisations/duplicates/"
ALIKE = "/organisations/alike/"


def post(**changed) -> dict[str, str]:
    return {"name": "Youth Centre", "category": "ngo", "level": "local", "country": "LT", **changed}


def test_what_is_typed_gets_at_most_three_proposals_as_a_part(in_scope, sign_in):
    for form in ("GmbH", "e.V.", "AG", "KG"):
        make_known(in_scope.service, f"Horizont Linz {form}")

    answer = sign_in(in_scope.lina).get(ALIKE, {"name": "horizont linz"}, headers={"HX-Request": "true"})

    assert len(answer.context["proposals"]) == 3
    assert "<html" not in answer.content.decode()
    assert "100% similar: same name except for the legal form" in words_on(answer)


def test_without_scripts_the_address_is_a_page(in_scope, sign_in):
    answer = sign_in(in_scope.lina).get(ALIKE, {"name": "Nobody\x00 Else"})

    assert "No organisation in the registry resembles “Nobody Else”." in words_on(answer)


def test_the_name_s_field_asks_while_typing_and_says_so_politely(in_scope, sign_in):
    page = sign_in(in_scope.lina).get(NEW).content.decode()

    assert 'hx-get="/organisations/alike/"' in page
    assert 'hx-trigger="input changed delay:300ms"' in page
    assert '<div id="alike" aria-live="polite"></div>' in page


def test_a_record_that_is_changed_is_not_its_own_double_and_offers_a_merge(in_scope, sign_in):
    first, second = make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")

    answer = sign_in(in_scope.lina).get(ALIKE, {"name": first.name, "besides": first.pk})

    assert [found.organisation_id for found in answer.context["proposals"]] == [second.pk]
    assert f"/organisations/{first.pk}/merge/{second.pk}/" in answer.content.decode()


def test_saving_asks_about_a_name_in_another_language_too(in_scope, sign_in):
    make_known(in_scope.service, "Alytaus jaunimo centras")
    browser = sign_in(in_scope.lina)

    refused = browser.post(NEW, post(name="Alytus Youth Centre"))

    assert "Alytaus jaunimo centras" in words_on(refused)
    assert list(refused.context["form"].errors) == ["register_all_the_same"]
    browser.post(NEW, post(name="Alytus Youth Centre", register_all_the_same="on"))
    assert Organisation.objects.count() == 2


def test_a_name_with_unseen_marks_is_cleaned_in_its_field_and_asked_about(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    typed = post(name="Youth\n\u202eCentre", name_en="Young\u200b People", abbreviation="\u200b", place="Alytus")

    asked = browser.post(NEW, typed)

    errors = asked.context["form"].errors
    assert errors["name"][0].startswith(
        "The name contained a line break or invisible characters. Without them it reads “Youth Centre”."
    )
    assert "“Young People”" in errors["name_en"][0]
    assert errors["abbreviation"] == ["The name contains no visible letter. Enter the name."]
    assert 'value="Youth Centre"' in asked.content.decode()
    assert 'value="Alytus"' in asked.content.decode()
    assert Organisation.objects.count() == 0
    browser.post(
        NEW, typed | {name: asked.context["form"][name].value() for name in ("name", "name_en", "abbreviation")}
    )
    assert Organisation.objects.get().name == "Youth Centre"


def test_the_list_shows_both_sides_with_reasons_and_the_two_decisions(in_scope, sign_in):
    first, second = make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH", place="Linz")
    pair = DuplicatePair.objects.get()

    page = sign_in(in_scope.lina).get(LIST)

    assert "Same name except for the legal form" in words_on(page)
    assert "100% similar" in words_on(page)
    assert f'href="/organisations/{first.pk}/merge/{second.pk}/"' in page.content.decode()
    assert f'href="/duplicates/{pair.pk}/dismiss/"' in page.content.decode()


def test_telling_apart_needs_a_reason_and_leaves_the_list(in_scope, sign_in):
    make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")
    pair, browser = DuplicatePair.objects.get(), sign_in(in_scope.lina)
    url = f"/duplicates/{pair.pk}/dismiss/"

    assert list(browser.post(url, {"reason": " "}).context["form"].errors) == ["reason"]
    browser.post(url, {"reason": "A club and its company"})

    assert "No possible duplicates" in words_on(browser.get(LIST))
    assert "A club and its company" in words_on(browser.get(LIST + "?status=dismissed"))
    assert "has already decided on this pair" in words_on(browser.get(url, follow=True))


def test_the_list_is_searched_and_goes_out_as_a_file(in_scope, sign_in):
    make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")
    make_double(in_scope.service, "Aurora Wels", "Aurora Wels KG")
    browser = sign_in(in_scope.lina)

    assert "1 pair, most likely first." in words_on(browser.get(LIST + "?q=aurora"))
    lines = browser.get(LIST + "?q=aurora&format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "100,Aurora Wels,,,Aurora Wels KG,,,same name except for the legal form,Decision pending,"


def test_three_pairs_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    make_double(in_scope.service, "Horizont Linz", "Horizont Linz GmbH")
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    make_double(in_scope.service, "Aurora Wels", "Aurora Wels KG")
    make_double(in_scope.service, "Merkur Steyr", "Merkur Steyr AG")
    with django_assert_num_queries(len(one)):
        browser.get(LIST)
