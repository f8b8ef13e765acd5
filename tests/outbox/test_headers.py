"""N3: the headers that mail programs act on, in every language."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep

LONG = "En retard, échéance le 1er juillet 2027 : décider du renouvellement ou de la résiliation (Guichet unique)"


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(minutes=1)


def sent_lines(mail: OutboxMail, now: datetime) -> list[str]:
    """The lines of the header as they go over the wire."""
    assert sweep(now=now).sent == 1
    return mailbox.outbox[0].message().as_bytes().decode().split("\n\n")[0].split("\n")


@pytest.mark.parametrize("subject", [LONG, "Échéance", "Late: review due on 30 November 2027: One Stop " * 3])
def test_the_first_line_of_the_subject_has_words(invite, now, subject):
    mail = invite()
    OutboxMail.objects.filter(pk=mail.pk).update(subject=subject.strip())
    lines = sent_lines(mail, now)
    [first] = [line for line in lines if line.startswith("Subject:")]
    assert len(first.removeprefix("Subject: ")) > 5
    assert max(len(line) for line in lines) <= 78
    assert mailbox.outbox[0].subject == subject.strip()


def test_a_long_subject_is_read_as_it_was_written(invite, now, smtp):
    mail = invite()
    OutboxMail.objects.filter(pk=mail.pk).update(subject=LONG)
    sweep(now=now)
    [message] = smtp.messages
    assert message["Subject"] == LONG


def test_it_says_its_language(invite, now):
    mail = invite()
    assert f"Content-Language: {mail.language}" in sent_lines(mail, now)
