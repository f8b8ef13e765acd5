"""N2: a mail of signing in waits for its mail server like all others, and its link lies nowhere until it goes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from pes_partnerships.accounts.adapter import InvitedOnlyAdapter, MailUnknown
from pes_partnerships.accounts.mails import PATIENCE
from pes_partnerships.accounts.models import User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, sweep
from tests.cast import PASSWORD
from tests.servers import free_port

pytestmark = pytest.mark.django_db
ASK = "/account/password/reset/"
LINK = re.compile(r"https?://\S+(/account/password/reset/key/\S+/)")
NEW = "a quite different phrase"


@pytest.fixture
def lina(cast, settings) -> User:
    settings.ACCOUNT_RATE_LIMITS = False
    cast.lina.set_password(PASSWORD)
    cast.lina.save()
    return cast.lina


def ask(address: str) -> None:
    answer = Client().post(ASK, {"email": address})
    assert (answer.status_code, answer.url) == (302, "/account/password/reset/done/")


def choose(link: str, password: str) -> int:
    browser = Client()
    form = browser.get(link, follow=True)
    return browser.post(form.redirect_chain[-1][0], {"password1": password, "password2": password}).status_code


def test_asked_while_the_mail_server_is_away_it_goes_later_with_a_link_that_works(lina, smtp, settings):
    up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()

    ask("Lina@example.org")

    assert sweep() == Swept(retried=1)
    settings.EMAIL_PORT = up
    later = timezone.now() + timedelta(hours=30)
    assert sweep(now=later) == Swept(sent=1)
    [message] = smtp.messages
    text = message.get_body(("plain",)).get_content()
    assert (message["Subject"], "lina@example.org" in text) == ("Choose a new password", True)
    assert choose(LINK.search(text)[1], NEW) == 302
    lina.refresh_from_db()
    assert lina.check_password(NEW)


def test_the_link_is_nowhere_in_the_database(lina, smtp):
    ask("lina@example.org")
    sweep()

    key = LINK.search(smtp.messages[0].get_body(("plain",)).get_content())[1].split("/")[-2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_outboxmail")
        assert key not in str(cursor.fetchall())
    assert OutboxMail.objects.get().state == "sent"


def test_it_speaks_the_language_of_its_reader(lina, smtp):
    User.objects.filter(pk=lina.pk).update(language="fr")

    ask("lina@example.org")
    sweep()

    assert smtp.messages[0]["Subject"] == "Choisir un nouveau mot de passe"


def test_an_address_without_account_gets_no_link_and_the_page_says_the_same(lina, smtp):
    ask("stranger@example.org")
    sweep()

    [message] = smtp.messages
    text = message.get_body(("plain",)).get_content()
    assert (message["To"], message["Subject"]) == ("stranger@example.org", "There is no account with your address")
    assert not LINK.search(text)


@pytest.mark.parametrize("changed", [{"is_active": False}, {"email": "lina.new@example.org"}])
def test_it_is_not_sent_to_who_has_left_or_has_another_address(lina, smtp, changed):
    ask("lina@example.org")
    User.objects.filter(pk=lina.pk).update(**changed)

    assert sweep() == Swept(withdrawn=1)
    assert smtp.messages == []


def test_after_three_days_it_is_of_no_use(lina, smtp):
    ask("lina@example.org")

    assert sweep(now=timezone.now() + PATIENCE + timedelta(minutes=1)) == Swept(withdrawn=1)


def test_a_mail_of_the_library_without_a_text_of_ours_is_refused(db):
    with pytest.raises(MailUnknown, match="account/email/login_code"):
        InvitedOnlyAdapter().send_mail("account/email/login_code", "lina@example.org", {})
