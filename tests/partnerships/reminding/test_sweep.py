"""N1, N2: what waits is reminded of once at each stage, whatever is killed, late or side by side."""

import logging
from datetime import date, timedelta

import pytest
from django.core import mail as mailbox
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Agreement, GivenReminder, Partnership, ReminderSettings
from partnerships.reminding.services import sweeping
from partnerships.reminding.services.sweeping import sweep_waiting
from partnerships.reminding.tasks import sweep_waiting as task
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from tests.cast import person
from tests.partnerships.reminding.conftest import (
    BEGAN,
    ENDS,
    before_end,
    ends_soon,
    ledger,
    morning,
    remind,
    remind_and_send,
)
from tests.reviews.conftest import make_partnership

WRITTEN = (90, "Lina", "manager", "written")


def test_an_agreement_that_ends_is_told_ninety_days_before(ending):
    assert remind(before_end(91)) == 0
    assert remind_and_send(before_end(90)) == 1
    assert ledger() == [WRITTEN]
    [message] = mailbox.outbox
    assert message.to == ["Lina <lina@example.org>"]
    assert message.subject == ("Due on 1 July 2027: Decide on renewal or termination (One Stop Career Support)")
    assert message.body.splitlines()[0] == "Decide on renewal or termination: by Thursday, 1 July 2027"
    assert reverse("partnerships:partnership", args=[ending.partnership_id]) in message.body
    act = LedgerEntry.objects.about(ending.partnership).first()
    assert (act.act, act.after["reminder_of"], act.after["lead_days"]) == ("reminding.sent", "agreement_end", 90)


def test_a_sweep_that_runs_again_writes_nothing(ending):
    assert [remind(before_end(90)), remind(before_end(90)), remind(before_end(89))] == [1, 0, 0]
    assert OutboxMail.objects.count() == 1


def test_nothing_is_written_before_the_morning(ending):
    assert remind(before_end(90) - timedelta(seconds=1)) == 0
    assert remind(before_end(90)) == 1


def test_a_late_sweep_writes_the_newest_stage_and_notes_those_that_it_covers(ending):
    assert remind(before_end(6, hour=9)) == 1
    assert ledger() == [
        (90, "Lina", "manager", "covered"), (30, "Lina", "manager", "covered"), (7, "Lina", "manager", "written"),
    ]  # fmt: skip
    assert remind(before_end(6, hour=10)) == 0


def test_two_sweeps_race_and_one_writes(ending, monkeypatch):
    is_ours = sweeping.is_ours

    def after_another_sweep(service):
        monkeypatch.setattr(sweeping, "is_ours", is_ours)
        assert sweep_waiting(now=before_end(90)) == 1  # the other one comes in between looking and writing
        return is_ours(service)

    assert remind(before_end(91)) == 0
    remind(before_end(90) - timedelta(minutes=1))
    monkeypatch.setattr(sweeping, "is_ours", after_another_sweep)
    assert sweep_waiting(now=before_end(90)) == 0
    assert OutboxMail.objects.count() == 1


def test_the_database_itself_refuses_a_second_reminder(ending):
    remind(before_end(90))
    given = GivenReminder.objects.get()
    given.pk = given.mail = None
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save(force_insert=True)


def test_a_kill_before_the_commit_loses_nothing(ending, monkeypatch, caplog):
    def killed(_acts):
        raise SystemError("killed")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(sweeping, "record_many", killed)
        assert remind(before_end(90)) == 0
    assert not GivenReminder.objects.exists()
    assert not OutboxMail.objects.exists()
    assert "next sweep tries again" in caplog.text
    assert remind(before_end(90, hour=8)) == 1


def test_another_end_is_reminded_of_again(ending):
    remind_and_send(before_end(90))
    Agreement.objects.filter(pk=ending.pk).update(ends="2027-09-01", ends_latest=date(2027, 9, 1))
    Partnership.objects.get(pk=ending.partnership_id).portfolio_line.delete()
    assert remind(before_end(60)) == 0
    assert remind(morning(date(2027, 6, 3))) == 1
    assert [(row.due_on, row.stage) for row in GivenReminder.objects.order_by("due_on")] == [
        (ENDS, 90), (date(2027, 9, 1), 90),
    ]  # fmt: skip


def test_who_takes_over_gets_the_newest_reminder_and_who_joins_does_not(ending, in_scope):
    remind_and_send(before_end(90))
    person("Rasa", in_scope.service, Role.MANAGER)
    assert remind(before_end(80)) == 0
    ruta = person("Ruta", in_scope.service, Role.MANAGER, in_scope.alytus)
    Partnership.objects.filter(pk=ending.partnership_id).update(manager=ruta)
    assert remind(before_end(79)) == 1
    assert ledger() == [WRITTEN, (90, "Ruta", "manager", "written")]
    assert remind(before_end(78)) == 0


def test_the_head_of_the_service_is_told_before_it_is_too_late(ending, head):
    remind(before_end(30))
    assert remind(morning(ENDS - timedelta(days=8))) == 2  # the 24th of June is a holiday in Lithuania
    assert [line for line in ledger() if line[0] == 7] == [
        (7, "Hilda", "head", "written"), (7, "Lina", "manager", "written"),
    ]  # fmt: skip


def test_of_an_agreement_that_has_lapsed_nobody_is_reminded(ending, head):
    assert remind(morning(ENDS + timedelta(days=1))) == 0
    assert remind(morning(ENDS + timedelta(days=40))) == 0


def test_what_was_due_before_the_service_began_is_not_made_up_for(in_scope):
    ends_soon(make_partnership(in_scope))
    assert remind(before_end(20)) == 0  # the first sweep of all
    assert ReminderSettings.objects.get(service=in_scope.service).began_at == before_end(20)
    assert remind(morning(ENDS - timedelta(days=8))) == 1


def test_without_anybody_to_ask_it_waits(ending, in_scope):
    Membership.objects.filter(user__in=[in_scope.lina]).update(ended_on=BEGAN.date())
    assert remind(before_end(90)) == 0
    person("Rasa", in_scope.service, Role.MANAGER)
    assert remind(before_end(88)) == 1


def test_another_service_has_its_own_clock_and_people(ending, cast):
    ends_soon(make_partnership(cast, service=cast.other_service, office=None, manager=cast.maarja))
    remind(before_end(91))  # here its reminders begin
    remind(before_end(90))
    to = sorted(OutboxMail.objects.values_list("to_address", "service__code"))
    assert to == [("lina@example.org", "demo"), ("maarja@example.org", "other")]


def test_more_of_them_cost_no_more_queries(ending, in_scope):
    def queries(days: int) -> int:
        remind(before_end(days, hour=1))
        with CaptureQueriesContext(connection) as asked:
            written.append(sweep_waiting(now=before_end(days)))
        return len(asked)

    written: list[int] = []
    of_one = queries(90)
    for _more in range(2):
        ends_soon(make_partnership(in_scope))
    remind(before_end(40))  # the two later ones hear of it, too
    assert (queries(30), written) == (of_one, [1, 3])


def test_the_clock_wakes_it(ending, time_machine_at):
    with time_machine_at(before_end(90)):
        from partnerships.portfolio.tasks import sweep_portfolio

        sweep_portfolio()
        task()
        send()
    assert [len(mailbox.outbox), verify().ok] == [1, True]
