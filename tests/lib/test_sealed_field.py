"""A waiting mail's link is unreadable for who has the database alone (S4)."""

import logging

import pytest
from django.db import connection

from pes_partnerships.lib.sealed_field import opened, sealed
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, sweep
from tests.outbox.conftest import LINK, invite, letters  # noqa: F401


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secrets FROM outbox_outboxmail")
        return str(cursor.fetchone()[0])


def test_the_database_does_not_have_the_link(invite):  # noqa: F811
    invite()

    assert "https" not in stored()
    assert OutboxMail.objects.get().secrets == {"link": LINK}


def test_what_an_earlier_key_sealed_is_read_while_it_is_a_fallback(invite, settings):  # noqa: F811
    invite()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next key, " * 5, [settings.SECRET_KEY]

    assert OutboxMail.objects.get().secrets == {"link": LINK}


def test_without_its_key_a_mail_waits_and_is_not_sent_without_its_link(invite, settings, caplog):  # noqa: F811
    invite()
    usual, settings.SECRET_KEY = settings.SECRET_KEY, "another key, " * 5
    with caplog.at_level(logging.ERROR):
        assert sweep() == Swept(retried=1)
    mail = OutboxMail.objects.get()
    assert mail.last_error.startswith("LinkGone: the link of this mail cannot be read")

    settings.SECRET_KEY = usual
    OutboxMail.objects.update(next_attempt_at=mail.due_at)
    assert sweep() == Swept(sent=1)
    assert stored() == "{}"


@pytest.mark.parametrize("values", [{}, {"link": "https://example.org/?a=ė"}])
def test_what_is_sealed_opens_again(values):
    assert opened(sealed(values)) == values
