"""D1: a map of Europe drawn by the server, with countries as links, numbers in words, and always its table."""

import csv
import io
import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.mapping.services import outlines
from pes_partnerships.accounts.models import EmploymentService
from tests.directory.conftest import make_entry

MAP = "/map/"
pytestmark = pytest.mark.django_db


def member(country: str) -> None:
    EmploymentService.objects.create(code=country.lower(), name=f"PES {country}", country=country, in_pes_network=True)


def link_to(html: str, country: str) -> str:
    """The whole link of one country in the picture."""
    return re.search(rf'<a href="/search/\?country={country}" aria-label=.*?</a>', html, re.S).group()


def test_a_country_is_a_link_that_says_its_number_in_words(client):
    member("HR")
    make_entry("One")
    make_entry("Two", running="ended", model="agile")
    html = client.get(MAP).content.decode()
    link = link_to(html, "HR")
    assert 'aria-label="Croatia: 2 entries"' in link
    assert ">2</text>" in link
    assert 'class="map-some"' in link
    assert "<td" in html  # the table has the same
    country = client.get(MAP).context["counted"].countries[0]
    assert (country.entries, country.running, country.models) == (2, 1, {"none": 1, "agile": 1})


def test_small_countries_are_circles_and_an_empty_one_is_no_link(client):
    for country in ("MT", "CY", "LU"):
        member(country)
    make_entry("Valletta", countries=["MT"])
    html = client.get(MAP).content.decode()
    assert '<circle class="map-few"' in link_to(html, "MT")
    assert "country=CY" not in html
    assert html.count('class="map-network"') == 2


def test_outside_the_network_and_outside_the_map(client):
    make_entry("Jobs", countries=["GB", "US"])
    make_entry("Nowhere", countries=[])
    make_entry("Pristina", countries=["XK"])
    page = client.get(MAP)
    html = page.content.decode()
    assert 'class="map-outside"' in link_to(html, "GB")
    assert 'aria-label="Kosovo*: 1 entry"' in link_to(html, "XK")
    assert "UNSCR 1244/1999" in html
    assert [country.name for country in page.context["not_shown"]] == [
        "United States of America",
        "No single country",
    ]
    assert [(country.code, country.entries) for country in page.context["counted"].outside] == [
        ("XK", 1), ("GB", 1), ("US", 1), ("none", 1),
    ]  # fmt: skip


def test_every_country_of_the_network_has_its_outline_and_cyprus_is_one_island():
    services = settings.BASE_DIR / "fixtures" / "reference" / "employment_services.json"
    network = {row["country"] for row in json.loads(services.read_text(encoding="utf-8")) if row["in_pes_network"]}
    drawn = {shape["code"]: shape for shape in outlines()["shapes"]}
    assert network - drawn.keys() == set()
    assert [code for code in network if not drawn[code]["path"]] == []
    assert drawn["CY"]["path"].count("M") == 1


def test_the_picture_is_small_enough_to_stand_in_the_page(client):
    make_entry()
    assert len(client.get(MAP).content) < 60_000


def test_the_table_as_a_file(client):
    make_entry("One", model="agile")
    make_entry("Withdrawn", countries=["EE"], withdrawn_at="2026-01-01T00:00:00Z")
    answer = client.get(MAP, {"format": "csv"})
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Country"], row["Entries"], row["Agile"], row["Not yet classified"]) == ("Croatia", "1", "1", "0")


def test_without_an_entry_the_page_says_what_to_do(client):
    assert "No entry has been published yet" in client.get(MAP).content.decode()


def test_queries_do_not_grow(client):
    numbers = []
    for count in (1, 3):
        for number in range(count):
            make_entry(f"Entry {count} {number}", countries=["HR", "LT"][: number + 1])
        with CaptureQueriesContext(connection) as queries:
            client.get(MAP)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
