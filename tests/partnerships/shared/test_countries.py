"""Partnerships and organisations may be anywhere in the world: reality 12, and cases from the USA (F2, F4)."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.views.registry_files import file_columns
from partnerships.models import Organisation, Partnership
from partnerships.registry.services.organisations import change_organisation
from partnerships.rules.countries import country_words
from partnerships.shared.forms.countries import OtherCountriesField, countries_or_none
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import csv_response
from pes_partnerships.lib.text import fold
from tests.factories import make_organisation, make_partnership
from tests.factories.imports import checked_file, written_file
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db


def test_europe_comes_first_and_the_names_are_the_readers():
    (_none, europe, others) = countries_or_none()
    assert (europe[0], others[0]) == ("Europe", "Other countries")
    assert (dict(europe[1])["LT"], dict(others[1])["US"]) == ("Lithuania", "United States of America")

    with translation.override("fr"):
        (_none, europe, others) = countries_or_none()
    names = [name for _code, name in others[1]]
    assert (dict(europe[1])["DE"], dict(others[1])["TN"]) == ("Allemagne", "Tunisie")
    assert names.index("Égypte") < names.index("Émirats arabes unis") < names.index("Érythrée") < names.index("Fidji")


def test_other_countries_are_typed_by_name_or_code():
    field = OtherCountriesField()

    assert field.clean("Tunisia, ca; Bonaire, Sint Eustatius and Saba") == ["TN", "CA", "BQ"]
    assert field.clean(field.prepare_value(["BQ", "US"])) == ["BQ", "US"]
    assert field.clean("États-Unis d'Amérique\nMaroc, TN, Tunisie") == ["US", "MA", "TN"]
    assert field.clean("") == []
    with pytest.raises(ValidationError, match="“Atlantis, Moon” are not countries"):
        field.clean("Atlantis, TN, Moon")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Lietuva", "LT"), ("LIETUVA", "LT"), ("Suomi", "FI"), ("Belgique", "BE"), ("België", "BE"), ("Belgien", "BE"),
        ("Deutschland", "DE"), ("Ελλάδα", "GR"), ("Ελλαδα", "GR"), ("Србија", "RS"), ("Srbija", "RS"),
        ("Éire", "IE"), ("Österreich", "AT"), ("Litauen", "LT"), ("Frankreich", "FR"), ("España", "ES"),
        ("Česko", "CZ"), ("Magyarország", "HU"), ("Lëtzebuerg", "LU"), ("Türkiye", "TR"), ("EL", "GR"),
    ],
)  # fmt: skip
def test_a_country_is_understood_by_its_name_in_any_language_of_europe(word, code):
    """F2: lists name a country as the people there do, or as their own language does."""
    assert country_words()[fold(word)] == code


def test_a_word_that_means_two_countries_says_neither():
    """“Kongo” is one country in Polish and the other one in Turkish: a person decides."""
    assert fold("Kongo") not in country_words()


def test_an_organisation_of_santa_ana_is_entered_and_corrected(in_scope, sign_in):
    """US-SANTA-ANA: what a file brought in keeps its country when somebody corrects another fact."""
    browser = sign_in(in_scope.lina)
    page = browser.get("/organisations/new/")
    browser.post(
        "/organisations/new/",
        typed_in(page, "name", name="Santa Ana Workforce Board", category="local_government", country="US"),
    )
    known = Organisation.objects.get(name="Santa Ana Workforce Board")
    assert known.country.code == "US"

    page = browser.get(f"/organisations/{known.pk}/change/")
    browser.post(f"/organisations/{known.pk}/change/", typed_in(page, "name", place="Santa Ana"))

    known.refresh_from_db()
    assert (known.country.code, known.place) == ("US", "Santa Ana")
    assert browser.get("/organisations/export/?format=csv&country=US").content.count(b"Santa Ana Workforce Board") == 1


def test_a_file_of_organisations_takes_every_country_and_comes_back(in_scope):
    written_file(in_scope.service, in_scope.lina, "Name,Category,Country\nOne,ngo,Tunisie\nTwo,ngo,us\nThree,ngo,UK\n")

    assert [one.country.code for one in Organisation.objects.order_by("pk")] == ["TN", "US", "GB"]
    out = csv_response("x", file_columns(), lines_of(stored_records(Organisation.objects.all()))).content
    assert {row.plan for row in checked_file(in_scope.service, in_scope.lina, out).rows.all()} == {"same"}


def test_a_partnership_beyond_europe_keeps_its_countries_when_it_is_corrected(in_scope, sign_in):
    partnership = make_partnership(in_scope.service, "Santa Ana", countries=["LT", "US"], manager=in_scope.lina)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/change/"
    page = browser.get(url)
    assert typed_in(page, "title")["other_countries"] == ["United States of America"]

    browser.post(url, typed_in(page, "title", place="Santa Ana"))
    assert codes(partnership) == ["LT", "US"]
    browser.post(url, typed_in(browser.get(url), "title", other_countries="Tunisia; us", countries=["EE"]))
    assert codes(partnership) == ["EE", "TN", "US"]
    refused = browser.post(url, typed_in(browser.get(url), "title", other_countries="Atlantis"))
    assert refused.status_code == 422
    assert "“Atlantis” is not a country. Enter its name, or its two-letter code, such as CA." in words_on(refused)
    assert typed_in(refused, "title")["other_countries"] == ["Atlantis"]


def test_two_editors_of_the_countries_see_both_texts(in_scope, sign_in):
    partnership = make_partnership(in_scope.service, "Santa Ana", countries=["US"], manager=in_scope.lina)
    browser, url = sign_in(in_scope.lina), f"/partnerships/{partnership.pk}/change/"
    mine = browser.get(url)
    browser.post(url, typed_in(browser.get(url), "title", other_countries="Tunisia"))

    answer = browser.post(url, typed_in(mine, "title", other_countries="Canada"))

    assert answer.status_code == 409
    assert all(word in words_on(answer) for word in ("Canada", "Tunisia"))
    assert codes(partnership) == ["TN"]


def test_the_country_of_a_record_is_history_in_words(in_scope, sign_in):
    own = make_organisation(in_scope.service, "House", country="LT")
    change_organisation(organisation=own, by=Actor.user(in_scope.lina), country="TN")

    assert "Tunisia" in words_on(sign_in(in_scope.lina).get(f"/organisations/{own.pk}/history/"))


def codes(partnership: Partnership) -> list[str]:
    return sorted(country.code for country in Partnership.objects.get(pk=partnership.pk).countries)
