from datetime import UTC, datetime, timedelta

import pytest
from celery.signals import beat_init, worker_ready
from django.core import mail as mailbox
from django.test import Client
from django.utils import timezone

from pes_partnerships.outbox.models import ClockStart, OutboxMail
from pes_partnerships.outbox.rules.clock import ClockState, clock_state
from pes_partnerships.outbox.services import beat, last_beat
from pes_partnerships.outbox.services.beat import note_start, starts_of_last_day
from pes_partnerships.outbox.tasks import clock_beat, sweep_outbox


def test_nothing_beat_yet(db):
    assert last_beat("clock") is None


def test_the_last_beat_counts(db):
    beat("clock", at=datetime(2026, 11, 1, tzinfo=UTC))
    beat("clock", at=datetime(2026, 11, 2, tzinfo=UTC))

    assert last_beat("clock") == datetime(2026, 11, 2, tzinfo=UTC)


def test_the_clocks_tasks_may_run_twice(invite):
    invite()

    for _time in range(2):
        clock_beat()
        sweep_outbox()

    assert (len(mailbox.outbox), OutboxMail.objects.get().state) == (1, "sent")
    assert last_beat("clock") > OutboxMail.objects.get().created_at


NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "ago", "state"),
    [
        (5, 0, ClockState.OK),
        (5, 60, ClockState.OK),  # a minute of patience, however often it should beat
        (5, 61, ClockState.LATE),
        (60, 300, ClockState.OK),  # five beats that were missed
        (60, 301, ClockState.LATE),
        (60, -5, ClockState.OK),  # another machine's clock is a little ahead
        (60, -6, ClockState.AHEAD),
    ],
)
def test_what_a_beat_says_about_the_clock(every, ago, state):
    assert clock_state(NOON - timedelta(seconds=ago), now=NOON, every=timedelta(seconds=every)) == state


def health() -> tuple[int, str]:
    answer = Client().get("/healthz/")
    return answer.status_code, answer.json()["clock"]


def test_the_health_page_fails_while_the_clock_does_and_the_log_says_why(db, caplog):
    assert health() == (503, "has not beaten yet")

    beat("clock", at=timezone.now() + timedelta(hours=1))
    assert health() == (503, "last beat is in the future")

    beat("clock", at=timezone.now() - timedelta(hours=1))
    assert health() == (503, "last beat is too old")
    assert "The clock: last beat is too old" in caplog.text
    assert Client().get("/").status_code == 200

    clock_beat()
    assert health() == (200, "ok")


def test_the_health_page_counts_starts_and_what_should_be_out(invite):
    now = timezone.now()
    for part, ago in (("worker", 1), ("worker", 23), ("beat", 2), ("beat", 25), ("beat", 24 * 91)):
        note_start(part, at=now - timedelta(hours=ago))
    invite(due_at=now - timedelta(minutes=10))
    invite(due_at=now + timedelta(hours=1))

    told = Client().get("/healthz/").json()

    assert told["clock_starts_last_day"] == {"worker": 2, "beat": 1}
    assert (told["outbox_waiting"], told["outbox_oldest_unsent_seconds"]) == (1, 600)


def test_starts_are_forgotten_after_ninety_days(db):
    now = timezone.now()
    note_start("beat", at=now - timedelta(days=91))

    note_start("beat", at=now)

    assert list(ClockStart.objects.values_list("at", flat=True)) == [now]


@pytest.mark.parametrize(("signal", "part"), [(worker_ready, "worker"), (beat_init, "beat")])
def test_a_process_of_the_clock_that_comes_up_is_counted(db, signal, part):
    signal.send(sender=None)

    assert starts_of_last_day(timezone.now()) == {part: 1}


def test_the_metrics_are_read_with_the_token_alone(invite, settings):
    settings.METRICS_TOKEN = "of the monitoring"
    clock_beat()
    invite(due_at=timezone.now() - timedelta(minutes=10))

    page = Client().get("/metrics/", headers={"Authorization": "Bearer of the monitoring"})

    lines = page.content.decode().splitlines()
    assert page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert {"pes_clock_up 1", "pes_outbox_waiting 1", 'pes_outbox_mails{state="queued"} 1'} <= set(lines)
    assert "# TYPE pes_outbox_oldest_unsent_seconds gauge" in lines
    assert "ona@example.org" not in page.content.decode()


@pytest.mark.parametrize(
    ("token", "given"), [("", "Bearer "), ("", ""), ("right", "Bearer wrong"), ("right", "right"), ("right", "")]
)
def test_without_the_token_there_are_no_metrics(db, settings, token, given):
    settings.METRICS_TOKEN = token

    assert Client().get("/metrics/", headers={"Authorization": given}).status_code == 404
