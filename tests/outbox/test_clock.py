from datetime import UTC, datetime

from django.core import mail as mailbox

from pes_partnerships.outbox.models import OutboxMail
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
