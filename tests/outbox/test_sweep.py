"""N2: each mail goes out once; never twice, never lost, whatever is killed or restarted."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.retry import MOST_ATTEMPTS, PAUSES
from pes_partnerships.outbox.services import Swept, oldest_unsent_age, requeue_failed, sweep
from pes_partnerships.outbox.services.claiming import claim, mark_sent
from pes_partnerships.outbox.services.messages import message_of
from tests.servers import free_port

from .conftest import LINK, claimed


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(minutes=1)


@pytest.fixture
def smtp_away(settings, smtp):
    """The same settings with nobody at the port; give it back by setting EMAIL_PORT."""
    settings.EMAIL_PORT = free_port()
    return smtp


def test_a_due_mail_arrives_whole(invite, smtp, now):
    mail = invite(
        attachments=[("review.ics", "BEGIN:VCALENDAR", "text/calendar")],
        headers={"Reply-To": "pes@example.org"},
    )

    assert sweep(now=now) == Swept(sent=1)

    [message] = smtp.messages
    assert (message["Subject"], message["Reply-To"]) == ("English: Youth & Work", "pes@example.org")
    assert message["To"].addresses[0].display_name == "Ona Petraitė"
    assert message["Message-ID"] == mail.message_id
    assert message["Message-ID"].endswith("@partnerships.example.org>")
    assert LINK in message.get_body(("plain",)).get_content()
    assert 'href="https://partnerships.example.org/s/abc?a=1&amp;b=2"' in message.get_body(("html",)).get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["review.ics"]


def test_a_sent_mail_keeps_no_secret(invite, smtp, now):
    invite()

    sweep(now=now)

    row = OutboxMail.objects.values().get()
    assert (row["state"], row["sent_at"], row["secrets"]) == ("sent", now, {})
    assert LINK not in str(row)


def test_a_second_sweep_sends_nothing(invite, smtp, now):
    invite()
    sweep(now=now)

    assert sweep(now=now) == Swept()
    assert len(smtp.messages) == 1


def test_a_mail_that_is_not_due_waits(invite, smtp, now):
    invite(due_at=now + timedelta(seconds=1))

    assert sweep(now=now) == Swept()
    assert sweep(now=now + timedelta(seconds=1)) == Swept(sent=1)


def test_with_the_mail_server_away_mails_wait_and_go_later(invite, smtp_away, settings, now):
    tried, untried = invite(), invite()

    assert sweep(now=now) == Swept(retried=1)
    tried.refresh_from_db()
    untried.refresh_from_db()
    assert (tried.state, tried.attempts, tried.next_attempt_at) == ("queued", 1, now + timedelta(minutes=1))
    assert tried.last_error.startswith("ConnectionRefusedError")
    assert (untried.state, untried.attempts) == ("queued", 0)

    settings.EMAIL_PORT = smtp_away.port
    assert sweep(now=now + timedelta(minutes=1)) == Swept(sent=2)
    assert {message["Message-ID"] for message in smtp_away.messages} == {tried.message_id, untried.message_id}
    tried.refresh_from_db()
    assert (tried.state, tried.last_error, tried.claim) == ("sent", "", None)


def test_one_refused_mail_does_not_hold_the_others(invite, smtp, now):
    smtp.refused["gone@example.org"] = "550 no such mailbox"
    refused = invite(to_address="gone@example.org")
    invite()

    assert sweep(now=now) == Swept(sent=1, undelivered=1)
    refused.refresh_from_db()
    assert refused.last_error == "550 no such mailbox"


def test_the_pauses_grow_until_the_mail_is_given_up(invite, smtp, now):
    smtp.answer_to_data = "451 try later"
    mail, waited = invite(), []

    for _try in range(MOST_ATTEMPTS):
        swept = sweep(now=now)
        mail.refresh_from_db()
        waited.append(mail.next_attempt_at - now)
        now = max(now, mail.next_attempt_at)

    assert waited[:-1] == list(PAUSES)
    assert swept == Swept(failed=1)
    assert (mail.state, mail.secrets, mail.attempts) == ("failed", {}, MOST_ATTEMPTS)
    assert sweep(now=now + timedelta(days=30)) == Swept()


def test_given_up_mails_go_again_except_where_the_link_was_wiped(invite, smtp, now):
    plain = invite(template="letters/plain", secrets=None)
    linked = invite()
    OutboxMail.objects.update(state="failed", secrets={}, attempts=MOST_ATTEMPTS)

    assert requeue_failed() == 1

    assert sweep(now=now) == Swept(sent=1)
    assert [message["Message-ID"] for message in smtp.messages] == [plain.message_id]
    linked.refresh_from_db()
    assert linked.state == "failed"


def test_a_claim_of_a_killed_worker_is_taken_back_and_the_mail_goes_once(invite, smtp, now):
    mail = invite()
    claimed(mail.pk, now)  # and then the worker was killed

    assert sweep(now=now + timedelta(minutes=9)) == Swept()
    assert sweep(now=now + timedelta(minutes=10)) == Swept(sent=1, taken_back=1)
    assert sweep(now=now + timedelta(minutes=30)) == Swept()
    assert [message["Message-ID"] for message in smtp.messages] == [mail.message_id]


def test_a_kill_after_the_server_took_the_mail_repeats_it_under_the_same_message_id(invite, smtp, now):
    mail = invite()
    message_of(claimed(mail.pk, now)).send()  # accepted; killed before the row could say so

    sweep(now=now + timedelta(minutes=10))

    assert [message["Message-ID"] for message in smtp.messages] == [mail.message_id] * 2


def test_a_mail_that_every_worker_dies_of_is_given_up(invite, now):
    mail = invite()
    for _worker in range(MOST_ATTEMPTS):
        assert claimed(mail.pk, now)
        now += timedelta(minutes=10)
        swept = sweep(now=now, limit=0)

    assert swept == Swept(failed=1)


def test_two_sweeps_that_race_for_a_mail_get_it_once(invite, now):
    mail = invite()

    first, second = OutboxMail.objects.get(pk=mail.pk), OutboxMail.objects.get(pk=mail.pk)

    assert [claim(first, now), claim(second, now)] == [True, False]


def test_a_mail_that_changed_since_it_was_read_is_not_claimed(invite, now):
    read = invite()
    OutboxMail.objects.filter(pk=read.pk).update(sent_again=1)

    assert not claim(read, now)


def test_a_worker_that_lost_its_claim_does_not_mark_the_mail(invite, smtp, now):
    slow = claimed(invite().pk, now)
    later = now + timedelta(minutes=10)
    sweep(now=later)

    assert mark_sent(slow, later + timedelta(minutes=1)) == 0
    assert OutboxMail.objects.get().sent_at == later


def test_the_oldest_waiting_mail_tells_its_age(invite, smtp, now):
    assert oldest_unsent_age(now) is None
    invite(due_at=now - timedelta(hours=2))
    invite(due_at=now + timedelta(days=1))

    assert oldest_unsent_age(now) == timedelta(hours=2)
    sweep(now=now)
    assert oldest_unsent_age(now) is None


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=3)])
def test_a_claim_from_the_future_is_taken_back(invite, smtp, now, ahead):
    mail = invite()
    claimed(mail.pk, now + ahead)

    assert sweep(now=now) == Swept(taken_back=1, sent=1)
    assert [message["Message-ID"] for message in smtp.messages] == [mail.message_id]


def test_a_claim_by_a_machine_whose_time_is_a_little_ahead_is_left_alone(invite, smtp, now):
    claimed(invite().pk, now + timedelta(seconds=50))

    assert sweep(now=now) == Swept()


def test_time_goes_three_days_forward_and_one_back_and_nothing_waits_for_it(invite, smtp, now):
    """N2: what was written, or refused for now, while a clock was ahead goes when it is set back."""
    smtp.answer_to_data = "451 try later"
    refused = invite()
    ahead = now + timedelta(days=3)
    assert sweep(now=ahead) == Swept(retried=1)
    written, planned = invite(), invite()
    Row = OutboxMail.objects
    Row.filter(pk=refused.pk).update(attempts=8, next_attempt_at=ahead + timedelta(days=1))
    Row.filter(pk=written.pk).update(created_at=ahead, due_at=ahead, next_attempt_at=ahead)
    later = ahead + timedelta(hours=5)
    Row.filter(pk=planned.pk).update(created_at=ahead, due_at=later, next_attempt_at=later)
    smtp.answer_to_data = "250 OK"
    back = now + timedelta(days=2)

    assert sweep(now=back) == Swept(sent=2)
    assert sweep(now=later) == Swept(sent=1)
    assert {message["Message-ID"] for message in smtp.messages} == {
        mail.message_id for mail in (refused, written, planned)
    }
