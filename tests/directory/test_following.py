"""A search is followed as a feed or by mail: each new entry once, nothing without consent (D1)."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.following.rules import token_of
from directory.following.services import MOST, TooMany, follow, sweep_followed
from directory.following.tasks import sweep_followed as task
from directory.models import FollowedSearch
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/search/feed/"


def titles_in(page) -> list[str]:
    return [item.findtext(f"{ATOM}title") for item in ElementTree.fromstring(page.content).iter(f"{ATOM}entry")]  # noqa: S314 our own


def tomorrow(days: int = 1):
    return timezone.now() + timedelta(days=days)


def link_in(mail: OutboxMail) -> str:
    return re.sub(r"^https?://[^/]+", "", mail.secrets["link"])


def test_a_search_is_a_feed_of_what_fits_with_the_latest_change_first(client):
    make_entry("Harbour of old", days_ago=9, lead="Jobs <b>at</b> sea & ashore.")
    make_entry("Harbour of today")
    make_entry("Airport")
    page = client.get(FEED, {"q": "harbours", "sort": "name"})
    assert titles_in(page) == ["Harbour of today", "Harbour of old"]
    assert page["Content-Type"].startswith("application/atom+xml")
    assert "max-age" in page["Cache-Control"]
    assert b"Jobs &lt;b&gt;at&lt;/b&gt; sea &amp; ashore." in page.content


def test_a_feed_says_nothing_of_what_is_only_near(client):
    make_entry("Harbour")
    assert titles_in(client.get(FEED, {"q": "harbour submarines"})) == []


def test_a_feed_is_not_sent_again_before_something_changes(client):
    make_entry("Harbour")
    seen = client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"if-none-match": seen}).status_code == 304
    make_entry("Another")
    assert client.get(FEED, headers={"if-none-match": seen}).status_code == 200


def test_the_list_leads_to_its_feed_and_to_following_it(client):
    make_entry("Harbour")
    html = client.get("/search/", {"q": "harbour", "sort": "name", "country": "HR"}).content.decode()
    assert 'href="/search/feed/?q=harbour&amp;country=HR"' in html
    assert 'href="/search/follow/?q=harbour&amp;country=HR"' in html


def test_a_person_is_told_once_of_each_entry_that_fits(cast, sign_in):
    make_entry("Harbour of before")
    answer = sign_in(cast.lina).post("/search/follow/?q=harbours")
    assert answer.url == reverse("directory:followed")
    assert sweep_followed(now=tomorrow()) == 0
    make_entry("Harbour new")
    make_entry("Airport")
    assert sweep_followed(now=tomorrow(2)) == 1
    mail = OutboxMail.objects.get(kind="new_entries")
    assert (mail.to_address, mail.language) == (cast.lina.email, cast.lina.language)
    assert "Harbour new" in mail.body_text
    assert "Harbour of before" not in mail.body_text
    assert "Airport" not in mail.body_text
    assert sweep_followed(now=tomorrow(3)) == 0
    task()
    assert OutboxMail.objects.filter(kind="new_entries").count() == 1


def test_a_search_is_looked_at_once_a_day(cast):
    follow(query="q=harbour", at=timezone.now(), language="en", person=cast.lina)
    now = tomorrow()
    sweep_followed(now=now)
    make_entry("Harbour")
    assert sweep_followed(now=now + timedelta(hours=1)) == 0
    assert sweep_followed(now=now + timedelta(hours=21)) == 1


def test_an_address_is_told_nothing_before_its_owner_confirms(client):
    asked = client.post("/search/follow/?q=harbour", {"email": "Anna@Example.org"})
    assert asked.url == "/search/?q=harbour"
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to_address) == ("confirm_search", "anna@example.org")
    assert link_in(mail) not in mail.body_text
    make_entry("Harbour")
    assert sweep_followed(now=tomorrow()) == 0
    assert client.get(link_in(mail)).status_code == 200
    assert FollowedSearch.objects.get().confirmed_at is None  # a mail program that opens links confirms nothing
    client.post(link_in(mail))
    assert sweep_followed(now=tomorrow()) == 0  # what was there is known
    make_entry("Harbour two")
    assert sweep_followed(now=tomorrow(2)) == 1


def test_each_mail_has_a_link_that_ends_it_and_forgets_the_address(client):
    search = follow(query="", at=timezone.now(), language="fr", email="anna@example.org")
    client.post(reverse("directory:confirm_search", args=[token_of(search.pk)]))
    make_entry("Harbour")
    sweep_followed(now=tomorrow())
    mail = OutboxMail.objects.get(kind="new_entries")
    assert mail.language == "fr"
    assert client.get(link_in(mail)).status_code == 200
    assert client.post(link_in(mail)).status_code == 302
    assert not FollowedSearch.objects.exists()
    assert client.get(link_in(mail)).status_code == 404


def test_what_nobody_confirms_is_forgotten_within_a_week():
    follow(query="", at=timezone.now(), language="en", email="anna@example.org")
    sweep_followed(now=tomorrow(8))
    assert not FollowedSearch.objects.exists()


def test_asking_again_makes_no_second_search_and_no_second_mail_that_day(client):
    for _time in range(3):
        client.post("/search/follow/?q=harbour&page=2", {"email": "anna@example.org"})
    assert FollowedSearch.objects.get().query == "q=harbour"
    assert OutboxMail.objects.count() == 1


def test_an_address_that_is_none_is_said(client):
    page = client.post("/search/follow/?q=harbour", {"email": "anna"})
    assert page.status_code == 422
    assert 'value="anna"' in page.content.decode()


def test_there_is_an_end_to_what_one_address_follows():
    for number in range(MOST):
        follow(query=f"q={number}", at=timezone.now(), language="en", email="anna@example.org")
    with pytest.raises(TooMany):
        follow(query="q=more", at=timezone.now(), language="en", email="anna@example.org")


def test_ones_own_searches_are_listed_and_stopped(cast, sign_in):
    follow(query="q=harbour", at=timezone.now(), language="en", person=cast.lina)
    page = sign_in(cast.lina).get("/search/followed/")
    assert "“harbour”" in page.content.decode()
    assert "“harbour”" not in sign_in(cast.dora).get("/search/followed/").content.decode()
    [(_search, _words, token)] = page.context["rows"]
    sign_in(cast.lina).post(reverse("directory:stop_search", args=[token]))
    assert not FollowedSearch.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_three(cast, sign_in, count_queries):
    browser, numbers = sign_in(cast.lina), set()
    for number in range(3):
        follow(query=f"q=harbour{number}", at=timezone.now(), language="en", person=cast.lina)
        numbers.add(count_queries(lambda: browser.get("/search/followed/")))
    assert len(numbers) == 1


def test_a_made_up_link_names_nothing(client):
    search = follow(query="", at=timezone.now(), language="en", email="anna@example.org")
    for token in ("1", str(search.pk), token_of(search.pk)[:-2] + "xx"):
        assert client.post(f"/search/stop/{token}/").status_code == 404
    assert FollowedSearch.objects.exists()
