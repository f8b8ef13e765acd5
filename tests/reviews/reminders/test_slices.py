"""N1, N2: a slice of the sweep takes as many queries for many reviews as for few, and one bad row stops no other."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Reminder, ReminderRound
from reviews.reminders.services import reminding
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import person
from tests.factories.reviews import many_planned
from tests.reviews.conftest import DUE
from tests.reviews.reminders.test_sweep import morning

FEW, MANY = 5, 300


@pytest.fixture
def whole_inserts(monkeypatch):
    """Django cuts an insert for SQLite where it names 999 values, which SQLite has not asked for since 2020."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(connection.features, "max_query_params", 32_766)


@pytest.fixture
def slices_of_two(monkeypatch):
    monkeypatch.setattr(reminding, "SLICE", 2)


def queries_of_a_sweep(days_before: int, queued: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert sweep_reminders(now=morning(days_before)) == queued
    return len(queries)


def rows() -> tuple[int, int, int, int]:
    written = LedgerEntry.objects.filter(act="reminder.sent").count()
    return ReminderRound.objects.count(), Reminder.objects.count(), OutboxMail.objects.count(), written


@pytest.mark.parametrize("days_before", [60, 6], ids=["one round each", "after an outage, covering others"])
def test_three_hundred_reviews_take_as_many_queries_as_five(in_scope, whole_inserts, days_before):
    many_planned(in_scope, FEW, due_on=DUE)
    few = queries_of_a_sweep(days_before, queued=2 * FEW)
    many_planned(in_scope, MANY, due_on=DUE)

    many = queries_of_a_sweep(days_before, queued=2 * MANY)

    assert (many, many < 25) == (few, True)


def test_looking_at_what_was_written_takes_as_many_queries_for_many(in_scope, whole_inserts):
    many_planned(in_scope, FEW, due_on=DUE)
    sweep_reminders(now=morning(60))
    few = queries_of_a_sweep(59, queued=0)
    many_planned(in_scope, MANY - FEW, due_on=DUE)
    sweep_reminders(now=morning(59))

    assert queries_of_a_sweep(58, queued=0) == few


def test_more_than_one_slice_is_written_whole(in_scope, slices_of_two):
    many_planned(in_scope, 5, due_on=DUE)

    assert sweep_reminders(now=morning(60)) == 10

    assert (rows(), sweep_reminders(now=morning(60)), verify().ok) == ((5, 10, 10, 5), 0, True)


def test_a_review_that_cannot_be_written_keeps_no_other_of_its_slice_waiting(in_scope, caplog):
    many_planned(in_scope, 2, due_on=DUE)
    rasa = person("Rasa", in_scope.service, Role.MANAGER)
    [bad] = many_planned(in_scope, 1, due_on=DUE, manager=rasa)
    many_planned(in_scope, 2, due_on=DUE)
    type(rasa).objects.filter(pk=rasa.pk).update(email="rasa at work")

    assert sweep_reminders(now=morning(60)) == 8

    assert (rows(), verify().ok) == ((4, 8, 8, 4), True)
    told = [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]
    assert told == [f"The reminder of review {bad.pk} could not be written; the next sweep tries again."]
    type(rasa).objects.filter(pk=rasa.pk).update(email="rasa@example.org")
    assert (sweep_reminders(now=morning(59)), rows()) == (2, (5, 10, 10, 5))


def test_a_kill_between_two_slices_costs_time_but_no_reminder(in_scope, slices_of_two, monkeypatch):
    many_planned(in_scope, 4, due_on=DUE)
    record_many, calls = reminding.record_many, []

    def killed_in_the_second_slice(acts):
        calls.append(acts)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return record_many(acts)

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "record_many", killed_in_the_second_slice)
        with pytest.raises(KeyboardInterrupt):
            sweep_reminders(now=morning(60))

    assert rows() == (2, 4, 4, 2)
    assert (sweep_reminders(now=morning(60)), rows(), verify().ok) == (4, (4, 8, 8, 4), True)


def test_a_slice_of_those_that_somebody_else_writes_is_left_to_them(in_scope, monkeypatch):
    many_planned(in_scope, 2, due_on=DUE)
    monkeypatch.setattr(reminding, "is_ours", lambda _service: False)

    assert (sweep_reminders(now=morning(60)), rows()) == (0, (0, 0, 0, 0))
