"""Whether the link arrived: the party's row, what can be done, and what became of each mail (S2, G7, case 05)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact, Signatory
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep
from pes_partnerships.outbox.services.bounces import Returned, take_in
from tests.factories import sent_agreement
from tests.lending import lent_agreement
from tests.pages import link_of, words_on
from tests.returned import report

ONA, NEW, GONE = "ona@youth.example", "ona.new@youth.example", "550 5.1.1 no such user"

rows = lent_agreement(sent_agreement)


@pytest.fixture
def sent(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(cast, sign_in):
    return sign_in(cast.lina)


@pytest.fixture
def refused(sent, smtp):
    """The mail to Ona was refused for good, the others went."""
    smtp.refused[ONA] = GONE
    sweep(now=timezone.now() + timedelta(minutes=1))
    return Signatory.objects.get(party__agreement=sent, contact__email=ONA)


def row_of(lina, sent, place: Signatory):
    page = lina.get(reverse("partnerships:signatures", args=[sent.pk]))
    return page, next(row for row in page.context["state"].rows if row.signatory == place)


def test_the_row_says_that_it_could_not_be_delivered_and_what_to_do(refused, sent, lina):
    page, row = row_of(lina, sent, refused)

    said = words_on(page)
    assert (row.state, row.detail) == ("undelivered", f"Could not be delivered to {ONA}: {GONE}")
    figures = [(each["value"], each["label"]) for each in page.context["figures"]]
    assert figures[:4] == [
        ("0 of 3", "have signed"), ("1", "not reached"), ("0", "declined"), ("2", "not yet answered"),
    ]  # fmt: skip
    assert "Reach party Department of Youth Affairs" in said
    for words in ("Correct the address", "Send a new link", "Print a letter"):
        assert words in said


def test_a_corrected_address_gets_a_new_link_and_the_dead_mailbox_no_mail(refused, sent, lina):
    Contact.objects.filter(email=ONA).update(email=NEW)
    page, row = row_of(lina, sent, refused)
    assert (row.old_address, f"Send a new link to {NEW}" in words_on(page)) == (ONA, True)

    lina.post(reverse("partnerships:signatory_ask", args=[refused.pk]))

    assert row_of(lina, sent, refused)[1].state == "asked"
    assert Client().get(link_of(NEW)).status_code == 200
    assert not OutboxMail.objects.filter(kind="link_ended").exists()


def test_who_opened_the_link_was_reached_whatever_a_server_says(refused, sent, lina):
    sent.signing_requests.filter(email=ONA).update(opened_at=timezone.now())

    assert row_of(lina, sent, refused)[1].state == "opened"


def test_the_page_of_one_signatory_tells_what_became_of_each_mail(refused, sent, lina, smtp):
    Contact.objects.filter(email=ONA).update(email=NEW)
    lina.post(reverse("partnerships:signatory_ask", args=[refused.pk]))
    sweep(now=timezone.now() + timedelta(minutes=2))
    OutboxMail.objects.filter(to_address=NEW).update(
        state="undelivered", undelivered_at=timezone.now(), last_error="552 5.2.2 mailbox full"
    )

    said = words_on(lina.get(reverse("partnerships:signatory_reach", args=[refused.pk])))

    assert ("Refused for good on" in said, GONE in said) == (True, True)
    assert (", and returned on" in said, "552 5.2.2 mailbox full" in said) == (True, True)


def test_a_mail_that_comes_back_later_is_the_same_case(sent, lina, smtp, settings):
    """The server took it, and another one could not deliver it: the report names the mail by its return address."""
    settings.RETURN_PATH = "bounces+{key}@service.example"
    sweep(now=timezone.now() + timedelta(minutes=1))
    [went] = [each for each in smtp.deliveries if each.recipients == [ONA]]
    place = Signatory.objects.get(party__agreement=sent, contact__email=ONA)

    assert take_in(report(went.sender, action="delayed", status="4.4.1")) == Returned.DELAYED
    assert row_of(lina, sent, place)[1].state == "asked"
    assert take_in(report(went.sender)) == Returned.UNDELIVERED

    row = row_of(lina, sent, place)[1]
    assert (row.state, row.request.undelivered_words) == ("undelivered", "550 5.1.1 no such user")
    assert OutboxMail.objects.filter(kind="mail_undelivered").count() == 1


def test_the_words_of_a_server_are_no_markup(refused, sent, lina):
    sent.signing_requests.filter(email=ONA).update(undelivered_words="550 <script>alert(1)</script>")

    for route, key in (("signatures", sent.pk), ("signatory_reach", refused.pk)):
        page = lina.get(reverse(f"partnerships:{route}", args=[key])).content.decode()
        assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_the_queries_do_not_grow_with_who_was_not_reached(refused, sent, lina, count_queries):
    url = reverse("partnerships:signatures", args=[sent.pk])
    one = count_queries(lambda: lina.get(url))
    sent.signing_requests.update(undelivered_at=timezone.now(), undelivered_words=GONE)

    assert count_queries(lambda: lina.get(url)) <= one


@pytest.mark.parametrize(
    ("state", "says"), [("held", "held"), ("withdrawn", "withdrawn"), ("queued", "Waiting to be sent")]
)
def test_the_page_of_a_party_tells_what_became_of_every_mail(sent, lina, state, says):
    place = Signatory.objects.get(party__agreement=sent, contact__email=ONA)
    OutboxMail.objects.filter(to_address=ONA).update(state=state, **({"secrets": {}} if state == "withdrawn" else {}))

    page = lina.get(reverse("partnerships:signatory_reach", args=[place.pk]))

    assert {each.fate for each in page.context["mails"]} == {says}
