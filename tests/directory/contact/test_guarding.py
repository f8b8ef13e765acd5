"""D3: what a robot sends is answered as everything else is, and goes nowhere."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled
from hypothesis import given
from hypothesis import strategies as some

from directory.contact.rules.guarding import Age, age_of, links_in, network_of
from directory.models import ContactRequest
from partnerships.models import Contact
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.contact.conftest import IVANA, TYPED, confirmed, form_of, link_to, mails, write
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 30, 9, 0, tzinfo=datetime.UTC)


def nothing_went() -> bool:
    return not ContactRequest.objects.exists() and not OutboxMail.objects.exists()


def written(entry) -> str:
    return reverse("directory:written", args=[entry.slug])


@pytest.mark.parametrize(
    ("reads_for", "typed"),
    [
        (datetime.timedelta(seconds=40), {"homepage": "https://spam.example"}),
        (datetime.timedelta(seconds=1), {}),
        (datetime.timedelta(seconds=40), {"opened": ""}),
        (datetime.timedelta(seconds=40), {"opened": "forged:stamp"}),
    ],
)
def test_a_robot_gets_the_page_of_everybody_and_nothing_goes(client, owned, reads_for, typed):
    answer = write(client, owned, reads_for=reads_for, **typed)
    assert (answer.status_code, answer.url) == (302, written(owned))
    assert nothing_went()


def test_the_stamp_of_another_entry_is_none(client, owned, orphan):
    foreign = form_of(client, orphan)["opened"]
    assert write(client, owned, opened=foreign).url == written(owned)
    assert nothing_went()


def test_a_page_that_was_open_for_days_says_so_and_keeps_what_was_typed(client, owned):
    answer = write(client, owned, reads_for=datetime.timedelta(days=2))
    assert answer.status_code == 422
    assert "more than a day ago" in words_on(answer)
    assert TYPED["message"] in answer.content.decode()
    assert nothing_went()


def test_the_answer_is_the_same_whether_or_not_somebody_agreed(client, owned, cast):
    pages = []
    for agreed in (True, False):
        with scopes_disabled():
            Contact.objects.filter(email="rasa@city.example").update(may_be_shown=agreed)
        page = client.get(reverse("directory:write", args=[owned.slug]))
        pages.append(words_on(page))
        assert write(client, owned, email=f"{agreed}@hzz.example").url == written(owned)
    assert pages[0] == pages[1]
    assert mails("message_confirm") == ["True@hzz.example", "False@hzz.example"]


def test_so_many_a_day_of_one_address_and_no_more(client, owned):
    for number in range(6):
        assert write(client, owned, message=f"Question {number}").url == written(owned)
    assert ContactRequest.objects.count() == 4


def test_so_many_a_day_go_to_one_entry_and_what_is_never_confirmed_uses_none_up(client, owned, settings):
    settings.ACCOUNT_RATE_LIMITS = {"message_entry": "2/d/key"}
    for number in range(4):
        write(client, owned, email=f"someone{number}@hzz.example")
    links = [link_to(f"someone{number}@hzz.example", "message_confirm") for number in range(4)]

    answers = [client.post(link, follow=True) for link in links]

    assert ContactRequest.objects.exclude(sent_at=None).count() == 2
    assert ["Too many messages went to this entry today." in words_on(answer) for answer in answers] == [
        False, False, True, True,
    ]  # fmt: skip
    cache.clear()  # a day later
    client.post(links[2])
    assert ContactRequest.objects.exclude(sent_at=None).count() == 3


def test_nobody_of_the_entry_is_named_in_the_mails_to_who_writes(client, owned, cast):
    write(client, owned)
    client.post(link_to(IVANA, "message_confirm"))
    for mail in OutboxMail.objects.filter(to_address=IVANA):
        assert cast.lina.email not in f"{mail.headers} {mail.body_text} {mail.body_html}", mail.kind
        assert "Replies to this e-mail go to" not in mail.body_text


def test_the_same_message_sent_twice_is_one(client, owned):
    form = form_of(client, owned)
    for _each in range(2):
        write(client, owned, opened=form["opened"])
    assert (ContactRequest.objects.count(), mails("message_confirm")) == (1, [IVANA])


def test_many_web_addresses_are_refused_with_a_word_why(client, owned):
    answer = write(client, owned, message="https://a.example www.b.example http://c.example", name="www.spam.example")
    assert answer.status_code == 422
    assert "Leave at most 2 web addresses in the message." in words_on(answer)
    assert set(answer.context["form"].errors) == {"message", "name"}
    assert nothing_went()


def test_the_mail_to_confirm_holds_nothing_that_was_typed(client, owned):
    write(client, owned, message="Buy cheap watches", name="Watch Shop", organisation="Watches Ltd")
    mail = OutboxMail.objects.get()
    for text in (mail.subject, mail.body_text, mail.body_html, mail.to_name):
        assert not {"watches", "watch"} & set(text.casefold().split())


def test_opening_the_link_changes_nothing(client, owned):
    write(client, owned)
    link = link_to(IVANA, "message_confirm")
    page = client.get(link)
    client.head(link)
    assert "Confirm and pass it on" in words_on(page)
    assert ContactRequest.objects.get().status == "unconfirmed"
    assert mails("message_received") == []


def test_confirming_twice_passes_it_on_once(client, owned):
    write(client, owned)
    link = link_to(IVANA, "message_confirm")
    form = typed_in(client.get(link), "once")
    for _each in range(2):
        assert "Your message was passed on" in words_on(client.post(link, form, follow=True))
    assert (mails("message_received"), mails("message_copy")) == (["rasa@city.example"], [IVANA])


def test_an_entry_that_was_withdrawn_meanwhile_gets_nothing(client, owned):
    write(client, owned)
    link = link_to(IVANA, "message_confirm")
    form = typed_in(client.get(link), "once")
    owned.withdrawn_at = timezone.now()
    owned.save()
    client.post(link, form)
    assert "The entry is not public any more" in words_on(client.get(link))
    assert mails("message_received") == []


def test_words_that_would_deceive_stand_as_they_are_and_mark_nothing_up(client, owned):
    message = confirmed(
        client, owned, message="<b>Bold</b> {{ secret }} \u202e", name="Ivana\r\n\u202eBcc: x@y.example"
    )
    assert message.name == "Ivana Bcc: x@y.example"
    mail = OutboxMail.objects.get(kind="message_received")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in mail.body_html
    assert mail.headers == {"Reply-To": IVANA}
    page = client.get(link_to("rasa@city.example", "message_received")).content.decode()
    assert "<b>Bold</b>" not in page


def test_an_unknown_link_says_what_to_do(client):
    answer = client.get(reverse("directory:message_confirm", args=["nothing"]))
    assert (answer.status_code, "older than three days" in words_on(answer)) == (410, True)
    assert client.get(reverse("directory:conversation", args=["nothing"])).status_code == 410


def test_a_page_is_too_fast_right_or_too_old():
    seconds = {0: Age.FAST, 2: Age.FAST, 3: Age.RIGHT, 86_400: Age.RIGHT, 86_401: Age.OLD}
    assert {each: age_of(NOW - datetime.timedelta(seconds=each), NOW) for each in seconds} == seconds
    assert age_of(None, NOW) == Age.FAST


@given(some.text())
def test_links_are_counted_in_whatever_is_typed(text):
    assert links_in(f"https://a.example {text} www.b.example") >= 2


def test_neighbours_are_one_network():
    assert network_of("192.0.2.7") == network_of("192.0.2.250") != network_of("192.0.3.7")
    assert network_of("2001:db8:0:1::1") == network_of("2001:db8:0:ff::1")
    assert [network_of(each) for each in ("unix", None)] == ["", ""]
