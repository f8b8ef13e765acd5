"""R8, G4: a partner's own page behind a standing link: sent by the office, opened without an account, ended."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.hooks import Panel
from partnerships.models import Contact, Participation
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews import hooks
from reviews.door.rules import WORKS_FOR, end_of
from reviews.door.services.links import contacts_with_links, end_links, send_link
from reviews.models import ContactLink
from reviews.rules.partner_words import ContactLinkEnd
from tests.factories.partners_in_reviews import JONAS, MUNICIPALITY
from tests.pages import typed_in, words_on

TODAY = datetime.date(2026, 6, 1)


def contacts(partnership) -> str:
    return reverse("reviews:door_contacts", args=[partnership.pk])


def act(name: str, line) -> str:
    member = line.participation
    return reverse(f"reviews:{name}", args=[member.partnership_id, member.pk, line.contact.pk])


def mailed_link() -> str:
    """The path in the newest mail."""
    letter = OutboxMail.objects.filter(kind="own_page").latest("created_at")
    return urlsplit(letter.secrets["link"]).path


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, ""),
        ({"is_withdrawn": True, "contact_left": TODAY}, ContactLinkEnd.WITHDRAWN),
        ({"contact_left": TODAY}, ContactLinkEnd.CONTACT_LEFT),
        ({"takes_part": "left"}, ContactLinkEnd.PARTNER_LEFT),
        ({"takes_part": "declined"}, ContactLinkEnd.PARTNER_LEFT),
        ({"made_on": TODAY - WORKS_FOR}, ""),
        ({"made_on": TODAY - WORKS_FOR - datetime.timedelta(days=1)}, ContactLinkEnd.TOO_OLD),
    ],
)
def test_a_link_works_while_its_contact_speaks_for_a_partner_that_takes_part(changes, end):
    facts = {"made_on": TODAY, "is_withdrawn": False, "contact_left": None, "takes_part": "member", "today": TODAY}
    assert end_of(**{**facts, **changes}) == end


def test_the_contact_opens_the_mailed_link_without_an_account(partnership, town, in_scope, sign_in):
    Contact.objects.filter(pk=town.contact.pk).update(language="fr")
    jonas = sign_in(in_scope.jonas)
    shown = jonas.get(reverse("partnerships:partnership", args=[partnership.pk]))
    assert contacts(partnership) in shown.content.decode()
    before = words_on(jonas.get(contacts(partnership)))
    assert MUNICIPALITY in before
    assert "Not sent yet" in before

    assert jonas.post(act("door_send", town)).url == contacts(partnership)

    letter = OutboxMail.objects.get(kind="own_page")
    assert (letter.to_address, letter.language) == (JONAS, "fr")
    page = Client().get(mailed_link())
    assert page.status_code == 200
    assert f"Ce qui concerne {MUNICIPALITY}" in words_on(page)
    assert f'href="{mailed_link()}feedback/"' in page.content.decode()  # what is there even where nothing waits
    assert ContactLink.objects.get().opened_at
    assert LedgerEntry.objects.about(partnership).filter(act="contact_link.sent").count() == 1
    assert "Send it again" in words_on(jonas.get(contacts(partnership)))


def test_a_page_without_sections_says_that_nothing_waits(partnership, town, in_scope, monkeypatch):
    monkeypatch.setattr(hooks.door_sections, "functions", [])
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    assert "Nothing waits for you" in words_on(Client().get(mailed_link()))


def test_sections_of_the_page_come_in_their_order(partnership, town, in_scope, monkeypatch):
    def sections(*, link, token, today):
        assert (link.participation, today) == (town.participation, timezone.localdate())
        rows = {"second": 2, "first": 1}
        return [
            Panel("reviews/health/_panel_none.html", {"url": f"/{name}/"}, order=order) for name, order in rows.items()
        ]

    monkeypatch.setattr(hooks.door_sections, "functions", [sections])
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    page = Client().get(mailed_link())
    text = page.content.decode()
    assert text.index('"/first/"') < text.index('"/second/"')
    assert "Nothing waits for you" not in words_on(page)


def test_earlier_links_go_on_working_until_the_office_ends_them(partnership, town, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    links = []
    for _mail in range(2):
        jonas.post(act("door_send", town))
        links.append(mailed_link())
    assert [Client().get(link).status_code for link in links] == [200, 200]

    asks = jonas.get(act("door_end", town))
    assert jonas.post(act("door_end", town), typed_in(asks, "once")).url == contacts(partnership)
    ended = [Client().get(link) for link in links]
    assert [page.status_code for page in ended] == [410, 410]
    assert "ended this link on" in words_on(ended[0])
    assert end_links(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas)) == 0
    assert LedgerEntry.objects.about(partnership).filter(act="contact_link.ended").count() == 1


def test_who_left_gets_no_link_and_the_link_says_why(partnership, town, in_scope, sign_in):
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    Contact.objects.filter(pk=town.contact.pk).update(left_on=timezone.localdate())
    assert "has not spoken for" in words_on(Client().get(mailed_link()))
    Contact.objects.filter(pk=town.contact.pk).update(left_on=None)
    Participation.objects.filter(pk=town.participation.pk).update(status="left")
    assert "no longer takes part" in words_on(Client().get(mailed_link()))
    town.participation.refresh_from_db()
    with pytest.raises(MoveRefused):
        send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    answer = sign_in(in_scope.jonas).post(act("door_send", town), follow=True)
    assert "No link was sent" in words_on(answer)


def test_a_link_that_is_too_old_is_followed_by_one_new_mail_a_day(partnership, town, in_scope):
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    old = mailed_link()
    ContactLink.objects.update(made_at=timezone.now() - WORKS_FOR - datetime.timedelta(days=2))
    visitor = Client()
    ended = visitor.get(old)
    assert (ended.status_code, "Send me a new link" in words_on(ended)) == (410, True)

    again = old + "again/"
    for words in ("A new link is being sent to your address", "already sent today"):
        answer = visitor.post(again, follow=True)
        assert words in words_on(answer)
    assert OutboxMail.objects.filter(kind="own_page").count() == 2
    assert Client().get(mailed_link()).status_code == 200


def test_a_link_that_works_sends_no_other(partnership, town, in_scope):
    send_link(participation=town.participation, contact=town.contact, by=Actor.user(in_scope.jonas))
    Client().post(mailed_link() + "again/")
    assert OutboxMail.objects.filter(kind="own_page").count() == 1


def test_an_unknown_link_says_so(db):
    assert Client().get("/reviews/own/never-sent/").status_code == 410


def test_partners_without_an_address_are_named(partnership, town, in_scope, sign_in):
    Contact.objects.filter(email=JONAS).update(email="", phone="+370 5 1")
    words = words_on(sign_in(in_scope.jonas).get(contacts(partnership)))
    assert "1 partner has no e-mail address" in words
    assert MUNICIPALITY in words


def test_the_list_costs_the_same_for_one_contact_and_for_three(
    partnership, town, in_scope, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(3) as counted:
        contacts_with_links(partnership)
    for number in range(3):
        Contact.objects.create(
            organisation=town.contact.organisation, name=f"Ona {number}", email=f"ona{number}@alytus.example"
        )
    with django_assert_num_queries(len(counted)):
        contacts_with_links(partnership)
