"""D3: the people of an entry answer, decline, pass on or report; each once, and each told to whom it concerns."""

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from directory.contact.services.answering import hand_over
from directory.correspondence.services import scope_of
from directory.models import BlockedSender, ContactRequest, Entry
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.conftest import make_entry
from tests.directory.contact.conftest import IVANA, TYPED, confirmed, link_to, mails, sent, write
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
RASA = "rasa@city.example"


def at_host() -> str:
    return link_to(RASA, "message_received")


def act(client, link: str, **typed):
    return client.post(link, typed_in(client.get(link), "words", **typed), follow=True)


def test_an_answer_names_who_answered_and_goes_to_who_wrote(client, owned):
    confirmed(client, owned)
    assert RASA not in OutboxMail.objects.get(kind="message_copy").body_text
    assert "Your answer was sent." in words_on(act(client, at_host(), way="answer", words="By appointment."))

    mail = OutboxMail.objects.get(kind="message_answered")
    assert (mail.to_address, mail.headers) == (IVANA, {"Reply-To": RASA})
    assert "By appointment." in mail.body_text
    assert "Rasa of City College" in mail.body_text
    assert ContactRequest.objects.get().status == "answered"
    assert "By appointment." in words_on(client.get(link_to(IVANA, "message_copy")))


def test_an_answer_sent_twice_by_the_link_goes_once(client, owned):
    confirmed(client, owned)
    link = at_host()
    form = typed_in(client.get(link), "words", way="answer", words="By appointment.")
    for _each in range(2):
        client.post(link, form)
    assert mails("message_answered") == [IVANA]
    client.post(link, form | {"words": "And in the morning."})
    assert mails("message_answered") == [IVANA, IVANA]


def test_an_empty_answer_is_refused_and_says_why(client, owned):
    confirmed(client, owned)
    link = at_host()
    answer = client.post(link, typed_in(client.get(link), "words", way="decline"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["words"])
    assert client.post(link, typed_in(client.get(link), "words")).status_code == 422


def test_declining_says_why_to_who_wrote_and_ends_it(client, owned):
    confirmed(client, owned, kind="visit")
    act(client, at_host(), way="decline", words="We move house.")
    message = ContactRequest.objects.get()
    assert (message.status, message.visit.status) == ("declined", "declined")
    assert "We move house." in OutboxMail.objects.get(kind="message_answered").body_text
    link = at_host()
    assert client.get(link).context["form"] is None
    assert "Nothing was changed" in words_on(client.post(link, {"way": "answer", "words": "Yes"}, follow=True))


def test_a_colleague_takes_over_and_the_earlier_link_ends(client, owned):
    confirmed(client, owned)
    link = at_host()
    act(client, link, way="pass_on", colleague="Jonas", colleague_email="jonas@city.example", words="Yours.")
    assert client.get(link).status_code == 410
    mail = OutboxMail.objects.filter(kind="message_received").latest("created_at")
    assert (mail.to_address, "Yours." in mail.body_text) == ("jonas@city.example", True)
    act(client, link_to("jonas@city.example", "message_received"), way="answer", words="Gladly.")
    assert "Jonas" in OutboxMail.objects.get(kind="message_answered").body_text


def test_passing_on_asks_to_whom(client, owned):
    confirmed(client, owned)
    link = at_host()
    answer = client.post(link, typed_in(client.get(link), "words", way="pass_on"))
    assert set(answer.context["form"].errors) == {"colleague", "colleague_email"}


def test_abuse_is_answered_by_nobody_and_its_address_writes_no_more(client, owned, orphan, cast, sign_in):
    message = confirmed(client, owned)
    act(client, at_host(), way="abuse")
    assert (mails("message_answered"), mails("message_reported")) == ([], [cast.dora.email])
    assert "It waits for an answer." in words_on(client.get(link_to(IVANA, "message_copy")))
    assert IVANA not in BlockedSender.objects.get().email_hash
    assert write(client, orphan, email=IVANA.upper()).status_code == 302
    assert ContactRequest.objects.count() == 1

    dora, page = sign_in(cast.dora), reverse("directory:message", args=[message.pk])
    dora.post(page, typed_in(dora.get(page), "once", act="clear"))
    assert ContactRequest.objects.get().status == "sent"
    write(client, orphan)
    assert ContactRequest.objects.count() == 2


def test_a_manager_cannot_allow_a_sender_again(owned, cast, sign_in):
    message = sent(owned)
    ContactRequest.objects.filter(pk=message.pk).update(status="abuse")
    lina, page = sign_in(cast.lina), reverse("directory:message", args=[message.pk])
    lina.post(page, {"act": "clear"})
    assert ContactRequest.objects.get().status == "abuse"


def test_without_a_contact_it_reaches_the_mailbox_and_without_one_the_admins(client, owned, orphan, cast):
    with scopes_disabled():
        Entry.objects.filter(pk=owned.pk).update(contact_name="", contact_email="")
    assert confirmed(client, owned).reached == "admins"
    cast.service.directory_email = "directory@pes.example"
    cast.service.save()
    assert confirmed(client, owned, message="And now?").reached == "mailbox"
    page = client.get(reverse("directory:write", args=[orphan.slug]))
    assert "made from published sources, and its people are not known here" in words_on(page)
    assert confirmed(client, orphan, message="Who are you?").reached == "admins"
    assert mails("message_received") == [cast.dora.email, "directory@pes.example", cast.dora.email]
    assert "people are not known here" in OutboxMail.objects.filter(kind="message_copy").latest("created_at").body_text


def test_a_correction_goes_to_the_admins_as_well(client, owned, cast):
    confirmed(client, owned, kind="correction")
    assert set(mails("message_received")) == {RASA, cast.dora.email}


def test_each_is_told_why_they_get_it(client, owned, cast):
    confirmed(client, owned, kind="correction")
    why = {mail.to_address: mail.body_text for mail in OutboxMail.objects.filter(kind="message_received")}
    assert "because you keep the directory." in why[cast.dora.email]
    assert "because you are the contact for this entry" in why[RASA]


def test_a_message_is_handed_round_a_few_times_and_no_more(owned):
    message, by = sent(owned), Actor.link("Rasa")
    with scope_of(owned):
        for number in range(5):
            hand_over(request=message, by=by, leaver=None, name="A", email=f"a{number}@city.example", words="")
        with pytest.raises(MoveRefused):
            hand_over(request=message, by=by, leaver=None, name="A", email="a6@city.example", words="")


def test_the_ledger_knows_who_and_never_what(client, owned):
    confirmed(client, owned)
    act(client, at_host(), way="answer", words="By appointment.")
    acts = list(LedgerEntry.objects.filter(act__startswith="message.").values_list("act", flat=True).order_by("seq"))
    assert acts == ["message.sent", "message.answered"]
    entries = LedgerEntry.objects.filter(act__startswith="message.")
    kept = str([entry.chained() for entry in entries]) + str(list(PrivateValue.objects.values_list("value")))
    assert TYPED["message"] not in kept
    assert "By appointment" not in kept
    assert IVANA not in kept
    assert "Ivana Horvat wrote a message" in str(entries.first().sentence())


def test_a_manager_asks_for_the_own_entry_and_nothing_waits_for_a_mail(owned, cast, sign_in):
    own = make_entry("Tartu pact", service=cast.other_service)
    with scopes_disabled():
        partnership = owned.partnership.__class__.objects.create(
            service=cast.other_service, reference="T1", title="Tartu pact", manager=cast.maarja
        )
    Entry.objects.filter(pk=own.pk).update(partnership=partnership)
    maarja, page = sign_in(cast.maarja), reverse("directory:write", args=[owned.slug])
    form = typed_in(maarja.get(page), "message", kind="visit", message="May we come?", own_entry=str(own.pk))
    assert "email" not in form

    answer = maarja.post(page, form)

    message = ContactRequest.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directory:message", args=[message.pk]))
    assert (message.status, message.own_entry, message.visit.guest_entry, message.email) == (
        "sent", own, own, cast.maarja.email,
    )  # fmt: skip
    assert mails("message_received") == [RASA]
    assert "Tartu pact" in words_on(maarja.get(answer.url))
    foreign = form | {"own_entry": str(owned.pk), "message": "As somebody else"}
    assert maarja.post(page, foreign).status_code == 422
