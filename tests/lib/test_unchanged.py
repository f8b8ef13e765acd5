"""D1: who has a public page already is told so, and nothing of it is kept between people."""

import re

import pytest

from directory.models import Entry
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    make_entry()
    first = client.get("/map/")
    client.cookies.clear()
    again = client.get("/map/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in first["Vary"].split(",")}


def test_what_changed_is_sent(client):
    make_entry()
    tag = client.get("/map/")["ETag"]
    client.cookies.clear()
    Entry.objects.update(running="ended")
    assert client.get("/map/", headers={"if-none-match": tag}).status_code == 200


def test_another_language_is_another_page(client):
    make_entry()
    tag = client.get("/map/")["ETag"]
    client.cookies.clear()
    french = client.get("/map/", headers={"if-none-match": tag, "accept-language": "fr"})
    assert (french.status_code, french["Content-Language"]) == (200, "fr")


def test_the_token_of_a_form_makes_no_difference_and_its_secret_does(client):
    make_entry()
    client.get("/map/")
    one, two = client.get("/map/"), client.get("/map/")
    tokens = [re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.content.decode()).group(1) for page in (one, two)]
    assert tokens[0] != tokens[1]
    assert one["ETag"] == two["ETag"]
    client.cookies.clear()
    assert client.get("/map/", headers={"if-none-match": one["ETag"]}).status_code == 200


def test_what_a_signed_in_person_sees_has_no_tag(client, cast):
    client.force_login(cast.lina)
    page = client.get("/map/")
    assert not page.has_header("ETag")
    assert "no-store" in page["Cache-Control"]
