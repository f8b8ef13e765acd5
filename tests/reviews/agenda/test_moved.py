"""N3: a day that moves is told at once to who knew of the earlier one, once, with the calendar file that moves it."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox

from partnerships.models import GivenReminder, ReminderChoice, ReminderSettings
from partnerships.reminding.services.sweeping import sweep_waiting
from partnerships.rules.reminding import MOVED, Way
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept
from pes_partnerships.outbox.services import sweep as send
from reviews.models import CorrectiveAction
from reviews.reminders.services.reminding import sweep_reminders
from reviews.schedule.services.planning import move_review
from tests.ics_reader import events
from tests.partnerships.reminding.conftest import BEGAN, morning, remind_and_send
from tests.reviews.conftest import DUE

BY = date(2027, 9, 15)
LATER = BY + timedelta(days=40)
NOON = morning(BY - timedelta(days=13), 12)


@pytest.fixture
def told(planned, in_scope) -> CorrectiveAction:
    """Jonas was told of his action fourteen days before."""
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)
    action = CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Call every member", due_on=BY, person=in_scope.jonas
    )
    assert remind_and_send(morning(BY - timedelta(days=14))) == 1
    return action


def moves(action: CorrectiveAction, day: date = LATER) -> None:
    CorrectiveAction.objects.filter(pk=action.pk).update(due_on=day)


def test_it_is_told_at_once_and_once_with_the_same_uid_and_a_higher_sequence(told):
    moves(told)
    assert sweep_waiting(now=NOON) == 1
    assert send(now=NOON) == Swept(sent=1)
    assert sweep_waiting(now=NOON + timedelta(hours=1)) == 0
    first, second = mailbox.outbox
    assert second.subject.startswith("Moved to 25 October 2027: Corrective action: Call every member")
    assert second.body.startswith("Corrective action: Call every member: moved to Monday, 25 October 2027\n")
    before, after = (events(each.attachments[0][1].encode())[0] for each in (first, second))
    assert (before["UID"], before["DTSTART"], after["DTSTART"]) == (after["UID"], "20270915", "20271025")
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_sweeps_before_it_is_sent_write_it_once(told, caplog):
    moves(told)
    assert [sweep_waiting(now=NOON), sweep_waiting(now=NOON)] == [1, 0]
    assert (OutboxMail.objects.filter(state="queued").count(), caplog.records) == (1, [])


def test_its_reminders_go_on_by_the_new_day(told):
    moves(told)
    sweep_waiting(now=NOON)
    send(now=NOON)
    assert remind_and_send(morning(LATER - timedelta(days=14))) == 1
    stages = GivenReminder.objects.filter(due_on=LATER).values_list("stage", flat=True)
    assert sorted(stages) == [14, MOVED]


def test_who_wants_one_mail_a_week_is_told_at_once_too(told, in_scope):
    ReminderChoice.objects.create(user=in_scope.jonas, way=Way.WEEKLY)
    moves(told)
    sweep_waiting(now=NOON)
    assert send(now=NOON) == Swept(sent=1)


def test_a_second_move_is_told_again_and_the_way_back_too(told):
    for day in (LATER, LATER + timedelta(days=1), BY + timedelta(days=90)):
        moves(told, day)
        assert sweep_waiting(now=NOON) == 1
        assert send(now=NOON) == Swept(sent=1)


def test_what_is_done_is_not_told(told):
    moves(told)
    CorrectiveAction.objects.all().delete()
    assert sweep_waiting(now=NOON) == 0


def test_a_moved_review_is_told_at_once_and_once_to_those_who_knew(planned, in_scope):
    sixty = morning(DUE - timedelta(days=60))
    assert sweep_reminders(now=sixty) == 2
    send(now=sixty)
    day = DUE - timedelta(days=10)
    move_review(review=planned, by=Actor.user(in_scope.lina), due_on=day, reason="Board", at=sixty + timedelta(hours=2))
    at = sixty + timedelta(hours=3)
    assert sweep_reminders(now=at) == 2
    assert send(now=at) == Swept(sent=2)
    assert [sweep_reminders(now=at), sweep_reminders(now=at + timedelta(hours=1))] == [0, 0]
    subjects = {message.subject for message in mailbox.outbox[2:]}
    assert subjects == {"Review moved to 20 November 2027: One Stop Career Support"}
    assert sweep_reminders(now=morning(day - timedelta(days=30))) == 2


def test_a_review_that_moved_before_anybody_knew_is_not_told(planned, in_scope):
    move_review(
        review=planned, by=Actor.user(in_scope.lina), due_on=DUE - timedelta(days=1), reason="x",
        at=morning(DUE - timedelta(days=100)),
    )  # fmt: skip
    assert sweep_reminders(now=morning(DUE - timedelta(days=99))) == 0
    assert not OutboxMail.objects.exists()
