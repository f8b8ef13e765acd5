"""An entry holds for a time and is confirmed with one button; else it says so (D4, N2)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from directory.models import Confirmation, Entry
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish, withdraw_entry
from directory.upkeep.services.sweeping import sweep_entries
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from tests.pages import words_on

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.UTC)


def day(days: int) -> datetime.datetime:
    return MONDAY + datetime.timedelta(days=days)


@pytest.fixture
def entry(cast, running) -> Entry:
    projection = draft_entry(running).public
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection)
    found = publish(proposal=proposal, by=Actor.user(cast.dora), at=MONDAY)
    Entry.objects.filter(pk=found.pk).update(expires_on=day(60).date())
    found.refresh_from_db()
    return found


def stages() -> list[int]:
    return list(Confirmation.objects.order_by("pk").values_list("stage", flat=True))


def link() -> str:
    secret = OutboxMail.objects.filter(kind="confirm_entry").latest("created_at").secrets["link"]
    return secret[secret.index("/confirm/") :]


def test_published_it_holds_for_two_years(cast, running):
    projection = draft_entry(running).public
    proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=projection)
    found = publish(proposal=proposal, by=Actor.user(cast.dora), at=MONDAY)
    assert (found.confirmed_at, found.expires_on) == (MONDAY, datetime.date(2029, 3, 1))


def test_its_manager_is_asked_before_and_each_stage_once(entry, cast):
    sweep_entries(now=MONDAY - datetime.timedelta(days=3))
    assert stages() == []
    for moment in (MONDAY, MONDAY, day(1), day(30), day(31)):
        sweep_entries(now=moment)
    assert stages() == [60, 30]
    assert {mail.to_address for mail in OutboxMail.objects.filter(kind="confirm_entry")} == {cast.lina.email}


def test_a_clock_that_was_away_asks_once_and_does_not_make_up_for_it(entry):
    sweep_entries(now=day(54))  # a Saturday
    assert stages() == []
    sweep_entries(now=day(56))
    assert stages() == [7]
    sweep_entries(now=day(57))
    assert stages() == [7]


def test_one_button_behind_the_link_confirms_and_looking_does_not(entry, running, client):
    sweep_entries(now=MONDAY)
    address = link()
    for method in (client.get, client.head):
        assert method(address).status_code == 200
    entry.refresh_from_db()
    assert entry.confirmed_at == MONDAY
    assert "Pilot on digital skills" in words_on(client.get(address))

    client.post(address)

    entry.refresh_from_db()
    assert entry.confirmed_at > MONDAY - datetime.timedelta(days=365)
    assert entry.confirmed_at != MONDAY
    assert entry.expires_on > day(60).date() or entry.expires_on > timezone.localdate()
    assert LedgerEntry.objects.about(running)[0].act == "entry.confirmed"
    assert "Thank you, this entry is confirmed" in words_on(client.get(address))
    before = entry.confirmed_at
    client.post(address)
    entry.refresh_from_db()
    assert entry.confirmed_at == before


def test_not_confirmed_in_time_it_says_so_and_can_still_be_found_and_confirmed(entry, running, client):
    page = reverse("directory:entry", args=[entry.slug])
    sweep_entries(now=day(60))
    assert "Not confirmed since" not in words_on(client.get(page))
    for moment in (day(61), day(62)):
        sweep_entries(now=moment)
    assert "Not confirmed since 1 March 2027" in words_on(client.get(page))
    assert [each.act for each in LedgerEntry.objects.about(running)].count("entry.expired") == 1
    assert Entry.objects.published().filter(pk=entry.pk).exists()
    client.post(link())
    assert "Not confirmed since" not in words_on(client.get(page))


def test_after_the_last_stage_nobody_is_asked_any_more(entry):
    for moment in (day(60), day(91), day(120), day(300)):
        sweep_entries(now=moment)
    assert stages() == [0, -30]


def test_who_left_confirms_nothing(entry, cast, client):
    sweep_entries(now=MONDAY)
    cast.lina.memberships.update(ended_on=timezone.localdate())
    answer = client.post(link())
    assert answer.status_code == 410
    entry.refresh_from_db()
    assert entry.confirmed_at == MONDAY


def test_of_a_withdrawn_entry_nobody_is_asked_and_its_link_says_so(entry, cast, client):
    sweep_entries(now=MONDAY)
    address = link()
    withdraw_entry(entry=entry, by=Actor.user(cast.dora), reason="Closed")
    sweep_entries(now=day(61))
    assert stages() == [60]
    assert "is no longer public, so there is nothing to confirm" in words_on(client.get(address))


def test_what_has_ended_needs_no_confirmation(cast, running):
    with scope(service=cast.service):
        running.ended_on, running.end_reason = MONDAY.date(), "term"
        running.save()
    proposal = propose_entry(
        partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running, day(1)).public
    )
    assert publish(proposal=proposal, by=Actor.user(cast.dora), at=day(1)).expires_on is None


def test_an_unknown_link_is_gone(client):
    assert client.get(reverse("directory:confirm", args=["no-such-token"])).status_code == 410


def test_each_revision_names_what_changed(cast, running, client):
    def publish_again(at):
        proposal = propose_entry(partnership=running, by=Actor.user(cast.lina), projection=draft_entry(running).public)
        return publish(proposal=proposal, by=Actor.user(cast.dora), at=at)

    found = publish_again(MONDAY)
    running.challenge, running.strengths = "Other.", "Trust."
    running.save()
    publish_again(day(10))
    assert [(each.number, each.changed) for each in found.revisions.all()] == [(2, ["challenge", "strengths"]), (1, [])]
    page = words_on(client.get(reverse("directory:entry", args=[found.slug])))
    assert "11 March 2027: changed (Challenge, Strengths)" in page
    assert "contact_email" not in found.revisions.first().public
