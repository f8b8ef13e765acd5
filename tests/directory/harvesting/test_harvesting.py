"""D5: programs that read the whole directory are told where its pages are, and are not sent again what they have."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.harvesting.views import Entries
from directory.models import Entry
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db


def addresses(response) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", response.content.decode())


def test_robots_find_the_list_of_pages(client):
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /portfolio/" in lines
    assert lines[-1] == f"Sitemap: {settings.BASE_URL}/sitemap.xml"
    assert "public" in answer["Cache-Control"]


def test_browsers_find_an_icon(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/x-icon")
    assert b"".join(answer.streaming_content).startswith(b"\x00\x00\x01\x00")


def test_every_published_entry_is_in_the_list_once(client, monkeypatch):
    monkeypatch.setattr(Entries, "limit", 2)
    for title in ("One", "Two", "Three"):
        make_entry(title)
    make_entry("Gone", withdrawn_at=timezone.now())
    parts = addresses(client.get("/sitemap.xml"))
    assert [part.partition("/sitemap")[2] for part in parts] == ["-pages.xml", "-entries.xml", "-entries.xml?p=2"]
    found = [each for part in parts for each in addresses(client.get(part))]
    assert [each.rpartition("/entries/")[2] for each in found if "/entries/" in each] == ["one/", "two/", "three/"]
    assert any(each.endswith("/map/") for each in found)


@pytest.mark.parametrize("address", ["/sitemap-entries.xml?p=9", "/sitemap-entries.xml?p=x", "/sitemap-nothing.xml"])
def test_what_is_no_part_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-entries.xml"])
def test_what_has_not_changed_is_not_sent_again(client, address):
    made = make_entry()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    Entry.objects.filter(pk=made.pk).update(changed_at=timezone.now())
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_queries_do_not_grow(client):
    numbers = []
    for count in (1, 3):
        for number in range(count):
            make_entry(f"Entry {count} {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
            client.get("/sitemap-entries.xml")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
