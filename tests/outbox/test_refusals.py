"""G7: a refusal for good is given up at once, in the server's words, and told; everything else may pass."""

import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.listening import undelivered
from pes_partnerships.outbox.rules.refusals import refused_for_good, server_words
from pes_partnerships.outbox.services import Swept, requeue_failed, sweep

NO_SUCH_USER = "550 5.1.1 <ona@example.org>: Recipient address rejected: no such user"


@pytest.fixture
def now():
    return timezone.now() + timedelta(minutes=1)


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(undelivered, "_known", [lambda mail, at: told.append((mail.pk, mail.last_error, at))])
    return told


def test_an_address_refused_for_good_is_given_up_at_once_with_the_words(invite, smtp, now, heard):
    """Case 05: not twelve tries in six days."""
    smtp.refused["ona@example.org"] = NO_SUCH_USER
    mail = invite()

    assert sweep(now=now) == Swept(undelivered=1)

    mail.refresh_from_db()
    assert (mail.state, mail.undelivered_at, mail.attempts, mail.secrets) == ("undelivered", now, 1, {})
    assert mail.last_error == NO_SUCH_USER
    assert heard == [(mail.pk, NO_SUCH_USER, now)]
    assert sweep(now=now + timedelta(days=7)) == Swept()
    assert (requeue_failed(), len(heard)) == (0, 1)


def test_a_mail_refused_as_a_whole_is_given_up_too(invite, smtp, now, heard):
    smtp.answer_to_data = "554 5.6.0 Message refused"
    invite()

    assert sweep(now=now) == Swept(undelivered=1)
    assert heard[0][1] == "554 5.6.0 Message refused"


def test_a_passing_refusal_is_tried_again(invite, smtp, now, heard):
    smtp.refused["ona@example.org"] = "450 4.2.1 mailbox busy"
    invite()

    assert (sweep(now=now), heard) == (Swept(retried=1), [])


def test_who_cannot_be_told_does_not_make_the_mail_look_sent(invite, smtp, now, monkeypatch):
    def broken(mail, at):
        raise ValueError("nobody there")

    monkeypatch.setattr(undelivered, "_known", [broken])
    smtp.refused["ona@example.org"] = NO_SUCH_USER
    invite()

    assert sweep(now=now) == Swept(undelivered=1)
    assert OutboxMail.objects.get().state == "undelivered"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPRecipientsRefused({"a@x.example": (550, b"no")}), "550 no"),
        (smtplib.SMTPRecipientsRefused({"a@x.example": (450, b"later")}), ""),
        (smtplib.SMTPDataError(554, b"refused"), "554 refused"),
        (smtplib.SMTPDataError(451, b"later"), ""),
        (smtplib.SMTPSenderRefused(552, b"too large", "us@x.example"), "552 too large"),
        # about us: the mail waits until the sender, the password or the server is right
        (smtplib.SMTPSenderRefused(550, b"sender unknown", "us@x.example"), ""),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), ""),
        (smtplib.SMTPServerDisconnected("gone"), ""),
        (OSError("away"), ""),
    ],
)
def test_what_is_about_this_mail_and_for_good(error, said):
    assert refused_for_good(error) == said


def test_the_words_of_a_server_are_shown_without_what_could_harm():
    assert server_words("550 no\r\n such\x00 user\x1b[31m\u202e") == "550 no such user [31m"
    assert len(server_words("x" * 5000)) == 1000
