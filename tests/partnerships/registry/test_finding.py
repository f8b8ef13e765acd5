"""The registry is found by everything that people know of an organisation, and says by what (F2)."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.matching.services.searching import narrowed
from partnerships.models import Organisation, Partnership
from partnerships.participants.services.representatives import change_representative
from partnerships.registry.services.organisations import change_contact, change_organisation, possible_duplicates
from partnerships.registry.services.search_texts import write_search_texts
from pes_partnerships.lib.dates import PartialDate
from tests.factories import make_contact, make_organisation, make_partnership
from tests.factories.forming import BY
from tests.factories.registry import make_name
from tests.pages import words_on

URL = "/organisations/"


@pytest.fixture
def house(in_scope) -> Organisation:
    own = make_organisation(
        in_scope.service,
        "Žalias namas, VšĮ",
        name_en="Green House",
        abbreviation="ŽN",
        country="LT",
        place="Alytaus miestas",
        registration_number="LT 304.123.456",
    )
    make_name(own, "Jaunimo klubas", valid_to=PartialDate(2012))
    make_contact(own, "Ona Petraitė", email="ona.petraite@namas.example")
    make_organisation(in_scope.service, "Another", country="EE")
    return own


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zalias namas", ""),
        ("green house", ""),
        ("žn", "Abbreviation: ŽN"),
        ("jaunimo klubas", "Former or other name: Jaunimo klubas"),
        ("alytaus", "Place: Alytaus miestas"),
        ("304 123 456", "Registration number: LT 304.123.456"),
        ("304123456", "Registration number: LT 304.123.456"),
        ("LT304123456", "Registration number: LT 304.123.456"),
        ("petraite", "Contact: Ona Petraitė"),
        ("ona.petraite@namas.example", "E-mail address of a contact: ona.petraite@namas.example"),
        ("namas VšĮ Alytaus", "Place: Alytaus miestas"),
    ],
)
def test_each_fact_finds_it_and_is_said(house, in_scope, sign_in, typed, said):
    page = sign_in(in_scope.lina).get(URL, {"q": typed})

    assert list(page.context["page"]) == [house]
    notes = page.context["rows"][0][0]["note"]
    assert notes == (["Green House", said] if said else ["Green House"])
    assert all(note in words_on(page) for note in notes)


def test_who_has_left_is_no_longer_looked_for_and_who_follows_is(house, in_scope):
    change_representative(
        organisation=house,
        by=BY,
        former=house.contacts.get(),
        new=None,
        new_person={"name": "Rasa Kazlauskienė", "email": "rasa@namas.example"},
        on=datetime.date(2026, 11, 2),
    )

    assert not narrowed(Organisation.objects.all(), "petraite").exists()
    assert narrowed(Organisation.objects.all(), "kazlauskiene").get() == house


def test_what_changes_is_found_at_once(house):
    change_organisation(organisation=house, by=BY, place="Kaunas")
    change_contact(contact=house.contacts.get(), by=BY, name="Ona Onaitė", email="onaite@namas.example")

    assert narrowed(Organisation.objects.all(), "kaunas onaite").get() == house
    assert not narrowed(Organisation.objects.all(), "alytaus").exists()


def test_a_place_or_a_person_is_no_double(house, in_scope):
    def doubles(name: str) -> list[Organisation]:
        return list(possible_duplicates(service=in_scope.service, name=name))

    assert doubles("Ona Petraite") == doubles("Alytaus miestas") == doubles("Klubas") == []
    assert doubles("žalias‑namas – VšĮ") == doubles("Jaunimo Klubas") == [house]


def test_nothing_found_says_what_can_be_typed(house, in_scope, sign_in):
    page = words_on(sign_in(in_scope.lina).get(URL, {"q": "nowhere"}))

    assert "No organisations match" in page
    assert "a place, a number or a person of the organisation is found" in page


def test_other_names_of_a_thing_are_said_and_can_be_switched_off(in_scope, sign_in):
    own = make_organisation(in_scope.service, "Centre of vocational training")
    browser = sign_in(in_scope.lina)

    page = browser.get(URL, {"q": "VET"})
    assert list(page.context["page"]) == [own]
    assert "Also searched: vocational" in words_on(page)
    assert "Search only for my words" in words_on(page)

    page = browser.get(URL, {"q": "VET", "only": "1"})
    assert list(page.context["page"]) == []
    assert "Include synonyms in the search" in words_on(page)


def test_a_page_of_three_asks_as_often_as_a_page_of_one(house, in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    with CaptureQueriesContext(connection) as one:
        browser.get(URL, {"q": "petraite"})
    for name in ("Two", "Three"):
        make_contact(make_organisation(in_scope.service, name), "Jonas Petraitis")
    with django_assert_num_queries(len(one)):
        assert len(browser.get(URL, {"q": "petrait"}).context["page"]) == 3


def test_the_command_writes_again_what_was_lost(house, in_scope):
    Organisation.objects.update(search_text="lost")

    call_command("rebuild_search", verbosity=0)

    assert narrowed(Organisation.objects.all(), "jaunimo alytaus petraite 304123456").get() == house
    assert write_search_texts([house.pk]) == 0


def test_the_update_folds_what_is_stored(house, in_scope):
    """The migration is given the text as it stood before it, line by line, with apostrophes and hyphens in it."""
    update = import_module("partnerships.migrations.0032_search_text_in_one_form")
    partnership = make_partnership(in_scope.service, "L’emploi d’abord")
    Partnership.objects.update(search_text="l’emploi d’abord\npeer‑counselling")
    Organisation.objects.update(search_text="\nzalias namas, vsi\n")

    update.fold_again(apps, None)

    partnership.refresh_from_db()
    assert partnership.search_text == "\n l emploi d abord \n peer counselling \n"
    assert narrowed(Organisation.objects.all(), "namas vsi petraite 304123456").get() == house


def test_a_french_reader_finds_under_french_names(house, in_scope, sign_in):
    type(in_scope.lina).objects.filter(pk=in_scope.lina.pk).update(language="fr")
    own = make_organisation(in_scope.service, "Social enterprise of Kaunas")

    page = sign_in(in_scope.lina).get(URL, {"q": "l'économie sociale"})

    assert list(page.context["page"]) == [own]
    assert "Également recherché : ESS; entreprise sociale;" in words_on(page)
