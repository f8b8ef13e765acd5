"""D1: an entry shows three like it, each with a reason, and asks the database as often whatever there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.likeness import services
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_is_like_it_and_how_it_differs(client):
    one = make_entry("Here", groups=["young-people"], model="agile", formality="informal")
    make_entry("There", groups=["young-people"], model="agile", formality="formal", countries=["LT"])
    make_entry("Elsewhere", groups=["older-people"], model="agile", countries=["EE"])
    make_entry("Withdrawn", groups=["young-people"], model="agile", withdrawn_at=timezone.now())

    page = client.get(reverse("directory:entry", args=[one.slug]))

    assert [each.entry.title for each in page.context["similar"]] == ["There"]
    html = page.content.decode()
    assert "Same target group: young people. Same model: Agile." in html
    assert "In another country: Lithuania. Its form is formal, here it is informal." in html
    assert "/compare/?e=here&amp;e=there" in html


def test_of_very_many_that_share_a_group_the_latest_are_looked_at(monkeypatch):
    monkeypatch.setattr(services, "_LOOKED_THROUGH", 3)
    one = make_entry("Here", groups=["young-people"])
    for number in range(5):
        make_entry(f"There {number}", groups=["young-people"], model="agile")
    assert {each.title for each in services.candidates(one)} == {"There 2", "There 3", "There 4"}


def test_queries_do_not_grow(client):
    numbers = []
    one = make_entry("Here", groups=["young-people", "older-people"])
    for count in (1, 3):
        for number in range(count):
            make_entry(f"There {count} {number}", groups=["young-people", "older-people"])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("directory:entry", args=[one.slug]))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
