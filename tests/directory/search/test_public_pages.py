"""Anybody finds and reads entries, without an account and without a scope (D1, D2, D6)."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import CaseStudy, Entry, EntryTarget, Guide
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish, withdraw_entry
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor
from tests.directory.conftest import make_entry, make_running
from tests.pages import words_on

SEARCH = "/search/"
pytestmark = pytest.mark.django_db


def titles(page) -> list[str]:
    return [entry.title for entry, _sheet in page.context["results"]]


def counts_of(page, facet: str) -> dict[str, int]:
    found = next(each for each in page.context["answer"].facets if each.code == facet)
    return {line.value: line.count for line in (*found.lines, *found.more)}


def test_found_by_words_whatever_the_accents(client, entry):
    make_entry("Other", countries=["EE"])
    page = client.get(SEARCH, {"q": "dakovo GUIDANCE"})
    assert titles(page) == ["Career guidance centres"]
    assert "<mark>Đakovo</mark>" in page.content.decode()


def test_found_by_facet_with_honest_counts(client, entry):
    make_entry("Digital skills", model="agile", countries=["LT"])
    page = client.get(SEARCH, {"model": "agile"})
    assert titles(page) == ["Digital skills"]
    assert counts_of(page, "model") == {"agile": 1, "subcontracted": 0, "co_constructed": 1, "supportive": 0}
    assert counts_of(page, "country") == {"LT": 1, "HR": 0}
    assert "remove, shows 2" in page.content.decode()


def test_long_facets_begin_with_what_would_show_most_and_short_ones_keep_their_order(client):
    for number, country in enumerate(("HR", "LT", "LT", "EE")):
        make_entry(f"No {number}", countries=[country], model="supportive" if country == "LT" else "agile")
    page = client.get(SEARCH)
    assert list(counts_of(page, "country").items()) == [("LT", 2), ("HR", 1), ("EE", 1)]
    assert list(counts_of(page, "model")) == ["agile", "subcontracted", "co_constructed", "supportive"]


def test_a_zero_cannot_be_chosen(client, entry):
    html = client.get(SEARCH).content.decode()
    assert 'name="model" value="agile" form="search" disabled' in html


def test_other_names_are_searched_and_can_be_switched_off(client):
    make_entry("Work for the long-term unemployed")
    assert titles(client.get(SEARCH, {"q": "LTU"})) == ["Work for the long-term unemployed"]
    assert titles(client.get(SEARCH, {"q": "LTU", "only": "1"})) == []


def test_an_empty_list_says_what_to_do(client, entry):
    page = client.get(SEARCH, {"q": "submarine", "model": "agile"}).content.decode()
    assert "Use more general words" in page
    assert "Remove a filter above" in page
    assert "Remove a filter above" not in client.get(SEARCH, {"q": "submarine"}).content.decode()


def test_nothing_found_leads_to_what_there_is(client):
    make_entry("Alpha", groups=["young-people"])
    page = client.get(SEARCH, {"q": "submarine"}).content.decode()
    assert '<a href="/search/?group=young-people">young people</a> (1)' in page


def test_where_not_all_fits_the_page_says_what_to_leave_out(client):
    make_entry("Harbour jobs", lead="For young people.")
    make_entry("Airport jobs")
    page = client.get(SEARCH, {"q": "airport harbours", "country": "HR", "page": "2"})
    html = page.content.decode()
    assert titles(page) == ["Airport jobs", "Harbour jobs"]
    assert "No entry fits all of it; 2 entries come near" in html
    assert '<a href="?q=harbours&amp;country=HR">Leave out “airport”</a>:' in html
    assert "shows 1 entry" in html


def test_typing_errors_are_said_and_can_be_kept(client):
    make_entry("Rehabilitation together")
    page = client.get(SEARCH, {"q": "reabilitation"})
    assert titles(page) == ["Rehabilitation together"]
    assert "Searched for “rehabilitation” instead of “reabilitation”." in page.content.decode()
    assert "spelling=as-typed" in page.content.decode()
    kept = client.get(SEARCH, {"q": "reabilitation", "spelling": "as-typed"})
    assert titles(kept) == []
    assert "Correct typing errors" in kept.content.decode()


def test_a_question_in_another_language_finds_an_entry_in_english_and_says_how(client):
    make_entry("Work for the long-term unemployed", countries=["LT"])
    make_entry("Digital skills", countries=["EE"])
    for asked in ("безработни в Литва", "parados de larga duración en Lituania", "Langzeitarbeitslose"):
        page = client.get(SEARCH, {"q": asked})
        assert titles(page) == ["Work for the long-term unemployed"], asked
    assert "long-term unemployed" in page.content.decode()
    assert "Search only for my words" in page.content.decode()


def test_long_filters_fold_and_what_is_chosen_stays_in_sight(client):
    for number in range(10):
        make_entry(f"Entry {number}", commenced=str(2000 + number))
    facet = next(each for each in client.get(SEARCH).context["answer"].facets if each.code == "year")
    assert [line.value for line in facet.lines] == [str(year) for year in range(2009, 2001, -1)]
    assert ([line.value for line in facet.more], facet.is_folded) == (["2001", "2000"], True)
    chosen = client.get(SEARCH, {"year": "2000"})
    facet = next(each for each in chosen.context["answer"].facets if each.code == "year")
    assert [line.value for line in facet.lines][-1] == "2000"
    assert ("Show 1 more" in chosen.content.decode(), facet.is_folded) == (True, False)


def test_every_filter_narrows_the_others(client):
    make_entry(
        "One",
        model="agile",
        formality="formal",
        pes_role="equal",
        funding="European Social Fund",
        commenced="2019",
        elements=["price"],
        partner_categories=["ngo"],
        original_language="lt",
        challenge="Homeless people",
    )
    make_entry("Other", countries=["LT"], commenced="2020")
    asked = {
        "model": "agile",
        "formality": "formal",
        "role": "equal",
        "funding": "esf",
        "year": "2019",
        "element": "price",
        "partner": "ngo",
        "language": "lt",
        "challenge": "homeless_people",
        "status": "running",
    }
    for facet, value in asked.items():
        page = client.get(SEARCH, {facet: value, "country": "HR"})
        assert titles(page) == ["One"], facet
        assert counts_of(page, facet)[value] == 1
    assert counts_of(client.get(SEARCH, {"year": "2019"}), "country") == {"HR": 1, "LT": 0}


def test_nonsense_in_the_address_is_left_out(client, entry):
    strange = {
        "q": "\x00gui\u202edance",
        "model": "nope",
        "sort": "'; drop",
        "page": "minus one",
        "country": "\x00",
    }
    assert titles(client.get(SEARCH, strange)) == ["Career guidance centres"]


def test_the_title_counts_most_and_orders_can_be_chosen(client):
    make_entry("Alpha", lead="Speaks of harbours", days_ago=2)
    make_entry("Harbours of Zadar", days_ago=5)
    assert titles(client.get(SEARCH, {"q": "harbours"})) == ["Harbours of Zadar", "Alpha"]
    assert titles(client.get(SEARCH, {"sort": "newest"})) == ["Alpha", "Harbours of Zadar"]


def test_the_list_pages(client):
    for number in range(11):
        make_entry(f"Entry {number:02}")
    assert len(titles(client.get(SEARCH))) == 10
    assert titles(client.get(SEARCH, {"page": 2})) == ["Entry 10"]


def test_the_file_holds_exactly_the_list_and_no_address(client, cast):
    partnership = make_running(cast.service, agreed=True)
    by = Actor.user(cast.lina)
    proposal = propose_entry(partnership=partnership, by=by, projection=draft_entry(partnership).public)
    publish(proposal=proposal, by=Actor.user(cast.dora))
    make_entry("Left out by the filter")
    answer = client.get(SEARCH, {"country": "LT", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Name"] for row in rows} == {"Pilot on digital skills"}  # a line for each partner
    assert rows[0]["Results"] == "Certificates given: 12 people, September 2026"
    assert "rasa" not in answer.content.decode()
    assert "98765" not in answer.content.decode()
    assert client.get(SEARCH, {"format": "xlsx"}).content.startswith(b"PK")


def test_what_is_not_published_is_nowhere(client, cast, running):
    propose_entry(partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running).public)
    for address in (SEARCH, "/", "/search/?format=csv"):
        assert "Pilot on digital skills" not in client.get(address).content.decode()
    withdrawn = make_entry("Withdrawn one")
    withdraw_entry(entry=withdrawn, by=Actor.user(cast.dora), reason="A double")
    for address in (SEARCH, "/", "/search/?q=withdrawn"):
        assert "Withdrawn one" not in client.get(address).content.decode()


def test_a_published_page_never_holds_what_is_withheld(client, cast, running):
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running).public)
    entry = publish(proposal=proposal, by=Actor.user(cast.dora))
    html = client.get(reverse("directory:entry", args=[entry.slug])).content.decode()
    assert "amount not public" in html
    assert [word for word in ("98,765", "98765", "Rasa of", "rasa@", "Hesitant Works") if word in html] == []


def test_the_entry_shows_targets_sources_marks_and_case_studies(client, entry):
    entry.marks, entry.source = {"model": "our_reading"}, "Paper, page 25\nPress, 2021"
    entry.save()
    EntryTarget.objects.create(entry=entry, what="Regions", target="all 22", result="12 regions", done=12, total=22)
    CaseStudy.objects.create(
        entry=entry, title="How it grew", body="*Slowly.*", source="Paper", published_at=entry.published_at
    )
    html = client.get(reverse("directory:entry", args=[entry.slug])).content.decode()
    assert '<span class="own-reading">Co-constructed</span>' in html
    assert '<li id="source-2">Press, 2021</li>' in html
    assert "<em>Slowly.</em>" in html
    assert html.count('<i class="on">') == 12


def test_long_lists_of_filters_begin_with_what_would_show_most(client):
    for number, group in enumerate(["older", "youth", "youth"]):
        make_entry(f"Entry {number}", groups=[group], countries=["LT" if number else "EE"])
    counted = counts_of(client.get(SEARCH), "group")
    assert list(counted.items()) == [("youth", 2), ("older", 1)]
    assert list(counts_of(client.get(SEARCH), "country")) == ["LT", "EE"]


@pytest.mark.parametrize("name", ["front", "search", "guidance", "about", "accessibility", "privacy"])
def test_public_pages_open_with_nothing_in_the_database(client, name):
    assert client.get(reverse(f"directory:{name}")).status_code == 200


def test_guides_are_read_with_their_source(client):
    Guide.objects.create(
        code="skills", titles={"en": "Skills"},
        bodies={"en": "Ask **early**.\n\n| If | then |\n|---|---|\n| a | b |"},
        source="PAPER 7.4",
    )  # fmt: skip
    assert "Skills" in client.get("/guidance/").content.decode()
    html = client.get("/guidance/skills/").content.decode()
    assert "<strong>early</strong>" in html
    assert '<td data-label="then">b</td>' in html
    assert "PES partnership management" in html
    assert client.get("/guidance/none/").status_code == 404


@pytest.mark.parametrize("address", [SEARCH, "/search/?q=entry&group=young-people", "/search/?format=csv"])
def test_queries_do_not_grow_with_the_entries(client, address):
    EmploymentService.objects.create(code="hr", name="HZZ", country="HR", in_pes_network=True)
    numbers = []
    for count in (1, 2):
        for number in range(count):
            made = make_entry(f"Entry {count} {number}", groups=["young-people"])
            EntryTarget.objects.create(entry=made, what="Regions", target="22", result="12")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_a_country_is_not_said_twice(client):
    make_entry(place="Croatia")
    html = client.get(SEARCH).content.decode()
    assert "Croatia, Croatia" not in html


@pytest.mark.parametrize("name", ["model", "partners", "pes_role", "formality", "target_groups", "targets", "period"])
def test_what_an_owner_keeps_back_is_no_fault_of_the_list(client, db, name):
    entry = make_entry("Career support", slug="career")
    Entry.objects.filter(pk=entry.pk).update(withheld=[name])

    for query in ("", "?format=csv", "?format=xlsx", "?format=junk"):
        assert client.get(f"{reverse('directory:search')}{query}").status_code == 200
    if name == "targets":
        assert "No number in the" not in words_on(client.get(reverse("directory:search")))
