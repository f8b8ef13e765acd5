"""A mail that gets its words when it is claimed: once, right at that moment, or not at all."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.db import IntegrityError, transaction
from django.utils import timezone

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.outbox.models import Beat, OutboxMail
from pes_partnerships.outbox.rules.letters import ComposedTwice, Composers, Letter, NobodyComposes, known_composers
from pes_partnerships.outbox.rules.retry import MOST_ATTEMPTS
from pes_partnerships.outbox.services import Envelope, OutboxRefused, Swept, queue_envelopes, sweep
from pes_partnerships.outbox.services.composing import compose

from .conftest import claimed

NOW = timezone.now() + timedelta(minutes=1)


@pytest.fixture
def service(db, letters) -> EmploymentService:
    return EmploymentService.objects.create(code="lt", name="Employment Service")


@pytest.fixture
def composers(monkeypatch) -> Composers:
    """Nobody composes anything but what the test itself registers."""
    monkeypatch.setattr(known_composers, "_known", {})
    return known_composers


def letter(mail: OutboxMail, now: datetime) -> Letter:
    shown = {"partnership": f"{now:%H:%M}", "needs": []}
    return Letter(mail.to_address, mail.to_name, mail.language, "letters/plain", shown)


def envelopes(service: EmploymentService, *names: str, kind: str = "reminder") -> list[OutboxMail]:
    with transaction.atomic():
        return queue_envelopes(
            [Envelope(kind, f"{each}@example.org", each, "en", service, service, f"key:{each}", NOW) for each in names]
        )


def test_many_envelopes_are_one_statement(service, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        queue_envelopes(
            [
                Envelope("reminder", f"ona{each}@example.org", "Ona", "en", service, service, f"key:{each}", NOW)
                for each in range(20)
            ]
        )

    assert OutboxMail.objects.about(service).count() == 20


def test_an_envelope_gets_its_words_when_it_is_sent(service, composers):
    composers.register("reminder", letter)
    [mail] = envelopes(service, "ona")
    later = NOW + timedelta(hours=3)

    assert sweep(now=later) == Swept(sent=1)

    mail.refresh_from_db()
    assert f"{later:%H:%M}" in mail.body_text
    assert mailbox.outbox[0].body == mail.body_text


def test_a_mail_that_is_tried_again_is_composed_again(service, composers, settings):
    composers.register("reminder", letter)
    [mail] = envelopes(service, "ona")
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert sweep(now=NOW) == Swept(retried=1)
    settings.EMAIL_BACKEND, again = usual, NOW + timedelta(hours=2)

    assert sweep(now=again) == Swept(sent=1)

    mail.refresh_from_db()
    assert f"{again:%H:%M}" in mail.body_text


def test_a_mail_that_nobody_composes_waits_is_told_of_and_is_given_up_in_the_end(service, composers, caplog):
    composers.register("reminder", letter)
    [orphan] = envelopes(service, "ona", kind="unknown")
    envelopes(service, "jonas")

    assert sweep(now=NOW) == Swept(sent=1, retried=1)

    orphan.refresh_from_db()
    assert (orphan.state, orphan.attempts) == ("queued", 1)
    assert orphan.last_error.startswith("NobodyComposes: Nobody composes mails of the kind 'unknown'")
    assert f"Mail {orphan.number} (unknown) cannot be composed." in caplog.text
    OutboxMail.objects.filter(pk=orphan.pk).update(attempts=MOST_ATTEMPTS - 1)
    assert sweep(now=NOW + timedelta(days=1)) == Swept(failed=1)
    assert f"Mail {orphan.number} given up after {MOST_ATTEMPTS} tries" in caplog.text


def test_a_mail_with_nothing_to_say_is_withdrawn_and_its_key_is_free(service, composers):
    composers.register("reminder", lambda _mail, _now: None)
    [mail] = envelopes(service, "ona")

    assert sweep(now=NOW) == Swept(withdrawn=1)

    mail.refresh_from_db()
    assert (mail.state, mail.dedupe_key, mail.claim, mailbox.outbox) == ("withdrawn", None, None, [])
    assert not OutboxMail.objects.unsent().exists()
    envelopes(service, "ona")


def test_what_a_composer_wrote_goes_with_a_claim_that_was_lost(service, composers):
    def slow(mail: OutboxMail, now: datetime) -> None:
        Beat.objects.create(name="withdrew", at=now)

    composers.register("reminder", slow)
    [mail] = envelopes(service, "ona")
    lost = claimed(mail.pk, NOW)
    OutboxMail.objects.filter(pk=mail.pk).update(state="queued", claim=None, claimed_at=None)

    assert compose(lost, NOW) is False

    assert not Beat.objects.exists()
    assert OutboxMail.objects.get().state == "queued"


def test_one_taken_key_refuses_all_envelopes(service):
    envelopes(service, "ona")

    with pytest.raises(IntegrityError):
        envelopes(service, "jonas", "ona")

    assert OutboxMail.objects.count() == 1


def test_one_bad_address_refuses_all_envelopes(service):
    with pytest.raises(OutboxRefused, match=r"'jonas at work@example\.org' is no mail address"):
        envelopes(service, "ona", "jonas at work")

    assert not OutboxMail.objects.exists()


def test_a_mail_without_words_cannot_have_been_sent(service):
    [mail] = envelopes(service, "ona")

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(state="sent", sent_at=NOW)


def test_each_kind_has_one_composer():
    composers = Composers()
    composers.register("reminder", letter)
    composers.register("reminder", letter)  # an app that is made ready twice

    with pytest.raises(ComposedTwice, match="'reminder'"):
        composers.register("reminder", lambda _mail, _now: None)
    with pytest.raises(NobodyComposes):
        composers.of("invitation")
