"""N2: reminders of what waits are told by a dry run, and held after a backup was restored."""

from datetime import timedelta

from partnerships.models import GivenReminder
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from pes_partnerships.outbox.services.rehearsing import rehearse
from pes_partnerships.outbox.services.restoring import hold_after_restore
from tests.partnerships.reminding.conftest import ENDS, before_end, remind


def test_a_dry_run_tells_them_with_their_day_and_stage_and_writes_none(ending):
    found = rehearse(now=before_end(91), until=before_end(90).date()).mails

    told = [(each.occurrence, each.stage, each.recipient) for each in found if each.kind == "reminder"]
    assert told == [(str(ENDS), "90", "lina@example.org")]
    assert not GivenReminder.objects.exists()


def test_after_a_restore_they_are_held_and_not_written_again(ending):
    lost = before_end(90) + timedelta(hours=5)

    hold_after_restore(at=lost, by=Actor.system())

    assert OutboxMail.objects.held().get(kind="reminder").to_address == "lina@example.org"
    assert (remind(lost), send(now=lost).sent) == (0, 0)
