from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.test import Client
from django.utils import timezone

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.clock import ClockState, clock_state
from pes_partnerships.outbox.services import beat, last_beat
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
