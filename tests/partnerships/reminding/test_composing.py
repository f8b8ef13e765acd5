"""N1, N2, N3: the mail says what is right when it goes; what has nothing to say any more does not go, and says why."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox
from django.utils import timezone

from partnerships.models import Agreement, GivenReminder, Partnership, SetAside, WaitingTask
from partnerships.portfolio.services import ready
from partnerships.reminding.services.sweeping import sweep_waiting
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept
from pes_partnerships.outbox.services import sweep as send
from tests.cast import person
from tests.partnerships.reminding.conftest import ENDS, before_end, ledger, morning, remind


@pytest.fixture
def written(ending) -> GivenReminder:
    """The reminder ninety days before was written; its mail has not gone yet."""
    assert remind(before_end(90)) == 1
    return GivenReminder.objects.get()


def why_not() -> list[str]:
    rows = LedgerEntry.objects.filter(act="reminding.withdrawn").order_by("seq")
    return [row.after["not_sent_because"] for row in rows]


def end_moves(ending: Agreement, day: date | None) -> None:
    Agreement.objects.filter(pk=ending.pk).update(ends=str(day or ""), ends_latest=day, is_open_ended=day is None)
    ready.write(ending.partnership.service, [ending.partnership_id], before_end(80).date())


def test_a_mail_that_waited_counts_the_days_from_when_it_goes(written, in_scope):
    in_scope.lina.language, in_scope.lina.email = "fr", "lina@elsewhere.example"
    in_scope.lina.save()
    assert send(now=morning(ENDS - timedelta(days=80))) == Swept(sent=1)
    [message] = mailbox.outbox
    assert message.to == ["Lina <lina@elsewhere.example>"]
    assert "dans 80 jours" in " ".join(message.body.split())
    assert "1 juillet 2027" in message.subject.replace("1er", "1")


def test_what_was_done_meanwhile_is_not_reminded_of(written, ending):
    end_moves(ending, None)
    assert send(now=before_end(90)) == Swept(withdrawn=1)
    assert (ledger(), why_not(), mailbox.outbox) == ([(90, "Lina", "manager", "done")], ["done"], [])


def test_what_was_moved_is_reminded_of_by_its_new_day_and_comes_back_with_the_old_one(written, ending):
    end_moves(ending, ENDS + timedelta(days=5))
    assert send(now=before_end(86)) == Swept(withdrawn=1)
    assert why_not() == ["moved"]
    end_moves(ending, ENDS)
    assert sweep_waiting(now=before_end(86)) == 1  # its line of the ledger is the same one
    assert ledger() == [(90, "Lina", "manager", "written")]
    assert OutboxMail.objects.filter(state="withdrawn").count() == 1


def test_a_reminder_moves_with_the_work(written, ending, in_scope):
    rasa = person("Rasa", in_scope.service, "manager")
    Partnership.objects.filter(pk=ending.partnership_id).update(manager=rasa)
    assert send(now=before_end(90)) == Swept(withdrawn=1)
    assert sweep_waiting(now=before_end(90)) == 1
    assert ledger() == [(90, "Lina", "manager", "not_asked"), (90, "Rasa", "manager", "written")]
    assert send(now=before_end(90)) == Swept(sent=1)


def test_of_two_that_wait_only_the_later_one_goes(written):
    assert remind(before_end(30)) == 1  # the mail server was away
    assert send(now=before_end(30)) == Swept(sent=1, withdrawn=1)
    assert ledger() == [(90, "Lina", "manager", "covered"), (30, "Lina", "manager", "written")]
    assert why_not() == ["covered"]


@pytest.mark.parametrize("lost", ["failed", "undelivered"])
def test_a_later_one_that_was_lost_covers_nothing(written, lost):
    assert remind(before_end(30)) == 1
    later = GivenReminder.objects.get(stage=30).mail_id
    times = {"undelivered_at": before_end(30), "sent_at": before_end(30)} if lost == "undelivered" else {}
    OutboxMail.objects.filter(pk=later).update(state=lost, attempts=12, **times)

    assert send(now=before_end(30)) == Swept(sent=1)
    assert why_not() == []


def test_what_was_set_aside_is_not_reminded_of_until_its_day_moves(written, ending, in_scope):
    SetAside.objects.create(
        service=in_scope.service, partnership=ending.partnership, kind="agreement_end", subject=ending.pk,
        due_on=ENDS, reason="The minister decides in May.", by=in_scope.lina, at=timezone.now(),
    )  # fmt: skip
    assert send(now=before_end(90)) == Swept(withdrawn=1)
    assert why_not() == ["set_aside"]
    assert remind(before_end(30)) == 0
    end_moves(ending, ENDS + timedelta(days=5))
    assert remind(before_end(25)) == 1


def test_a_service_that_switches_a_kind_off_holds_what_waits(written, rule):
    rule("agreement_end", is_on=False, lead_days=[30])
    assert send(now=before_end(90)) == Swept(withdrawn=1)
    assert why_not() == ["switched_off"]
    assert remind(before_end(30)) == 0


def test_who_has_left_gets_nothing(written, in_scope):
    Membership.objects.filter(user=in_scope.lina).update(ended_on=before_end(90).date())
    send(now=before_end(90))
    assert (mailbox.outbox, why_not()) == ([], ["not_asked"])


def test_what_cannot_be_told_any_more_was_done(written):
    WaitingTask.objects.all().delete()
    assert send(now=before_end(90)) == Swept(withdrawn=1)
    assert why_not() == ["done"]
