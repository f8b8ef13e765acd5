"""N1, N2: each reminder goes out once, whatever is killed or restarted, and to whom it is for."""

import logging
import zoneinfo
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from reviews.models import Reminder, ReminderRound
from reviews.reminders.services import reminding
from reviews.reminders.services.reminding import sweep_reminders
from reviews.schedule.services.planning import move_review
from reviews.tasks import sweep_reminders as task
from tests.cast import person
from tests.reviews.conftest import DUE, make_running

ZONE = zoneinfo.ZoneInfo("Europe/Brussels")


def morning(days_before: int, hour: int = 7):
    day = DUE - timedelta(days=days_before)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def remind(now: datetime) -> int:
    """What the clock wakes: the reminders are written, and their mails go; how many were written."""
    written = sweep_reminders(now=now)
    send(now=now)
    return written


def addresses() -> list[str]:
    return sorted(OutboxMail.objects.values_list("to_address", flat=True))


def test_a_reminder_goes_to_the_office_and_to_the_manager(planned):
    assert sweep_reminders(now=morning(60)) == 2
    assert addresses() == ["jonas@example.org", "lina@example.org"]
    assert list(ReminderRound.objects.values_list("lead_days", flat=True)) == [60]
    assert Reminder.objects.count() == 2
    assert LedgerEntry.objects.about(planned.partnership).first().act == "reminder.sent"


def test_a_sweep_that_runs_again_writes_nothing(planned):
    sweep_reminders(now=morning(60))
    assert sweep_reminders(now=morning(60)) == 0
    assert sweep_reminders(now=morning(59)) == 0
    assert OutboxMail.objects.count() == 2


def test_nothing_is_written_before_the_morning_of_the_day(planned):
    assert sweep_reminders(now=morning(60) - timedelta(seconds=1)) == 0
    assert sweep_reminders(now=morning(60)) == 2


def test_two_sweeps_race_and_one_writes(planned, monkeypatch):
    is_ours = reminding.is_ours

    def after_another_sweep(service):
        monkeypatch.setattr(reminding, "is_ours", is_ours)
        assert sweep_reminders(now=morning(60)) == 2  # the other one comes in between looking and writing
        return is_ours(service)

    monkeypatch.setattr(reminding, "is_ours", after_another_sweep)
    assert sweep_reminders(now=morning(60)) == 0
    assert OutboxMail.objects.count() == 2


def test_the_database_itself_refuses_a_second_round(planned):
    sweep_reminders(now=morning(60))
    first = ReminderRound.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderRound.objects.create(review=planned, lead_days=60, due_on=first.due_on, written_at=first.written_at)


def test_a_kill_before_the_commit_loses_nothing(planned, monkeypatch, caplog):
    def killed(_acts):
        raise SystemError("killed")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(reminding, "record_many", killed)
        assert sweep_reminders(now=morning(60)) == 0
    assert not ReminderRound.objects.exists()
    assert not OutboxMail.objects.exists()
    assert "next sweep tries again" in caplog.text
    assert sweep_reminders(now=morning(60, hour=8)) == 2


def test_after_an_outage_the_latest_round_writes_and_covers_the_earlier_ones(planned):
    assert sweep_reminders(now=morning(6)) == 2
    rounds = {each.lead_days: each for each in ReminderRound.objects.all()}
    assert sorted(rounds) == [7, 30, 60]
    assert rounds[60].covered_by == rounds[30].covered_by == rounds[7]
    assert sweep_reminders(now=morning(6)) == 0


def test_a_round_waits_while_there_is_nobody_to_write_to(planned, in_scope):
    Membership.objects.filter(user__in=[in_scope.jonas, in_scope.lina]).update(ended_on=DUE)
    assert sweep_reminders(now=morning(60)) == 0
    person("Rasa", in_scope.service, Role.MANAGER)
    assert sweep_reminders(now=morning(58)) == 1


def test_a_moved_review_is_reminded_of_again(planned, in_scope):
    sweep_reminders(now=morning(60))
    earlier = DUE - timedelta(days=14)
    move_review(review=planned, by=Actor.user(in_scope.lina), due_on=earlier, reason="Holidays", at=morning(50))
    assert sweep_reminders(now=morning(44)) == 2  # thirty days before the new day
    assert sorted(ReminderRound.objects.values_list("lead_days", flat=True)) == [30, 60]


def test_a_logged_review_is_not_reminded_of(planned):
    planned.status = "proposed"
    planned.save()
    assert sweep_reminders(now=morning(0)) == 0


def test_the_services_lead_times_count(planned, in_scope):
    in_scope.service.reminder_lead_days = [90, -1]
    in_scope.service.save()
    assert sweep_reminders(now=morning(90)) == 2
    assert sweep_reminders(now=morning(0)) == 0
    assert sweep_reminders(now=morning(-1)) == 2


def test_every_service_is_swept_in_its_own_scope(cast):
    with scope(service=cast.service):
        make_running(cast)
    with scope(service=cast.other_service):
        make_running(cast, service=cast.other_service, office=None, manager=cast.maarja)
    assert sweep_reminders(now=morning(60)) == 3
    assert addresses() == ["jonas@example.org", "lina@example.org", "maarja@example.org"]


def test_the_task_sweeps_now(planned, time_machine_at):
    with time_machine_at(morning(60)):
        task()
    assert OutboxMail.objects.count() == 2


def test_looking_costs_the_same_for_one_review_and_for_three(planned, in_scope):
    sweep_reminders(now=morning(60))
    with CaptureQueriesContext(connection) as one:
        sweep_reminders(now=morning(60))
    for title in ("Second", "Third"):
        make_running(in_scope, title=title)
    sweep_reminders(now=morning(60))
    with CaptureQueriesContext(connection) as three:
        sweep_reminders(now=morning(60))
    assert len(one) == len(three)
