"""A contact person is named with their own recorded consent alone, asked for and taken back by a mailed link (D3)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from directory.consenting.services.asking import ask_contact, people_of
from directory.entries.services import public_contact
from directory.models import ContactConsent
from directory.publishing.services.proposing import draft_entry, propose_entry
from directory.publishing.services.publishing import publish
from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import agree, make_running
from tests.pages import words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def rasa(running, cast) -> Contact:
    with scope(service=cast.service):
        return Contact.objects.select_related("organisation").get(name="Rasa of City College")


def ask(cast, partnership, contact) -> str:
    with scope(service=partnership.service):
        return ask_contact(partnership=partnership, contact=contact, by=Actor.user(cast.lina))


def address(token: str) -> str:
    return reverse("directory:consent", args=[token])


def published(cast, partnership):
    projection = draft_entry(partnership).public
    proposal = propose_entry(partnership=partnership, by=Actor.user(cast.lina), projection=projection)
    return publish(proposal=proposal, by=Actor.user(cast.dora))


def test_a_mark_of_the_office_alone_names_nobody(cast, running, rasa):
    with scope(service=cast.service):
        Contact.objects.update(may_be_shown=True)
    assert draft_entry(running).public["contact_name"] == ""


def test_asked_by_mail_agreed_without_an_account_and_shown(cast, running, rasa, sign_in, client):
    page = reverse("directory:contacts", args=[running.pk])
    lina = sign_in(cast.lina)
    assert "not asked yet" in words_on(lina.get(page))
    lina.post(page, {"contact": rasa.pk})
    mail = OutboxMail.objects.get(kind="contact_asked")
    assert (mail.to_address, "and your e-mail address (rasa@city.example)" in mail.body_text) == (rasa.email, True)

    link = mail.secrets["link"].removeprefix("http://testserver")
    link = link[link.index("/consent/") :]
    assert "until" in words_on(client.get(link))
    client.post(link, {"act": "yes"})

    assert "You agreed on" in words_on(client.get(link))
    assert draft_entry(running).public["contact_email"] == "rasa@city.example"
    entry = published(cast, running)
    assert "rasa@city.example" in client.get(reverse("directory:entry", args=[entry.slug])).content.decode()
    acts = [each.act for each in LedgerEntry.objects.about(running)]
    assert {"entry_contact.asked", "entry_contact.agreed"} <= set(acts)
    with scope(service=cast.service):
        consent = ContactConsent.objects.get()
    assert "rasa@city.example" in consent.text
    assert "Agreed" in words_on(lina.get(page))


def test_looking_at_the_link_agrees_to_nothing(cast, running, rasa, client):
    link = address(ask(cast, running, rasa))
    for method in (client.get, client.head):
        assert method(link).status_code == 200
    client.post(link, {"act": "something"})
    with scope(service=cast.service):
        assert ContactConsent.objects.get().answer == ""


def test_taken_back_by_the_same_link_the_entry_shows_the_person_no_longer(cast, running, rasa, client):
    link = address(ask(cast, running, rasa))
    client.post(link, {"act": "yes"})
    entry = published(cast, running)
    client.post(link, {"act": "take_back"})
    assert "rasa@" not in client.get(reverse("directory:entry", args=[entry.slug])).content.decode()
    assert public_contact(entry) == ("", "")
    assert "You are not named in the directory." in words_on(client.get(link))
    assert LedgerEntry.objects.about(running)[0].act == "entry_contact.taken_back"
    client.post(link, {"act": "yes"})  # and may agree again
    assert public_contact(entry) == (rasa.name, rasa.email)


def test_a_no_stays_a_no_until_the_person_changes_it(cast, running, rasa, sign_in, client):
    client.post(address(ask(cast, running, rasa)), {"act": "no"})
    assert draft_entry(running).public["contact_name"] == ""
    with pytest.raises(MoveRefused):
        ask(cast, running, rasa)
    lina = sign_in(cast.lina)
    page = reverse("directory:contacts", args=[running.pk])
    assert "Only the person can change this" in words_on(lina.get(page))
    answer = lina.post(page, {"contact": rasa.pk}, follow=True)
    assert "This person cannot be asked now." in words_on(answer)


@pytest.mark.parametrize("change", ["left", "other_address", "organisation_left", "too_old"])
def test_what_was_agreed_ends_with_the_person_the_address_the_membership_and_its_time(cast, change):
    partnership = make_running(cast.service, agreed=True)
    entry = published(cast, partnership)
    assert public_contact(entry)[0] == "Rasa of Chamber of Crafts"
    with scope(service=cast.service):
        contacts = Contact.objects.filter(name=entry.contact_name)
        if change == "left":
            contacts.update(left_on=timezone.localdate())
        elif change == "other_address":
            contacts.update(email="new@chamber.example")
        elif change == "organisation_left":
            partnership.participations.filter(organisation__name="Chamber of Crafts").update(status="left")
        else:
            ContactConsent.objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert public_contact(entry) == ("", "")


def test_who_left_is_asked_nothing_more_and_can_still_take_back(cast, running, rasa, client):
    link = address(ask(cast, running, rasa))
    client.post(link, {"act": "yes"})
    with scope(service=cast.service):
        Contact.objects.filter(pk=rasa.pk).update(left_on=timezone.localdate())
    client.post(link, {"act": "take_back"})
    assert "there is nothing to agree to" in words_on(client.get(link))
    client.post(link, {"act": "yes"})
    with scope(service=cast.service):
        assert ContactConsent.objects.get().taken_back_at is not None


def test_nobody_is_asked_twice_within_two_weeks(cast, running, rasa):
    ask(cast, running, rasa)
    with pytest.raises(MoveRefused):
        ask(cast, running, rasa)
    with scope(service=cast.service):
        ContactConsent.objects.update(asked_at=timezone.now() - datetime.timedelta(days=15))
    assert ask(cast, running, rasa)


def test_a_foreign_contact_is_not_asked_and_an_unknown_link_says_so(cast, running, sign_in, client):
    theirs = make_running(cast.other_service, "Estonian pilot")
    with scope(service=cast.other_service):
        stranger = Contact.objects.first()
    lina = sign_in(cast.lina)
    assert lina.post(reverse("directory:contacts", args=[running.pk]), {"contact": stranger.pk}).status_code == 404
    assert lina.get(reverse("directory:contacts", args=[theirs.pk])).status_code == 404
    assert client.get(address("no-such-token")).status_code == 410


def test_the_token_is_kept_nowhere(cast, running, rasa):
    token = ask(cast, running, rasa)
    with scope(service=cast.service):
        consent = ContactConsent.objects.get()
    assert token not in (consent.token_hash, consent.text)
    assert token not in OutboxMail.objects.get(kind="contact_asked").body_text


def test_the_list_asks_as_often_for_three_as_for_one(cast, running, rasa, django_assert_num_queries):
    with scope(service=cast.service):
        for number in range(3):
            agree(
                running,
                Contact.objects.create(organisation=rasa.organisation, name=f"P{number}", email=f"p{number}@a.eu"),
            )
        with django_assert_num_queries(4):
            people_of(running, timezone.now())
