"""N3: the head of the service hears once a month what was missed, and why."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox

from partnerships.models import ReminderSettings, SetAside
from partnerships.reminding.services.letter import sweep_letters
from partnerships.rules.reminding import Letters
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import sweep as send
from reviews.models import CorrectiveAction
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import person
from tests.partnerships.reminding.conftest import BEGAN, morning, remind_and_send
from tests.reviews.conftest import DUE

BY = date(2027, 9, 15)
FIRST = morning(date(2027, 10, 1))  # a Friday


@pytest.fixture
def settings_of_head(planned, in_scope) -> ReminderSettings:
    head = person("Hilda", in_scope.service, Role.READER)
    return ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN, head=head)


@pytest.fixture
def missed(settings_of_head, planned, in_scope) -> CorrectiveAction:
    """An action of Jonas of which the first reminder after its day was written in September."""
    action = CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Call every member", due_on=BY, person=in_scope.jonas
    )
    for days in (3, 0, -5):
        remind_and_send(morning(BY - timedelta(days=days)))
    return action


def letters(now=FIRST) -> list[str]:
    sweep_letters(now=now)
    send(now=now)
    return [message.body for message in mailbox.outbox if message.to == ["Hilda <hilda@example.org>"]]


def test_it_says_what_was_missed_and_why(missed):
    [text] = letters()
    assert text.startswith("September 2027: 1 thing was missed, 1 still open\n")
    assert "1. Corrective action: Call every member, due on 15 September 2027" in text
    assert "Still open." in text
    assert "reminders, to Jonas, Lina." in text
    [message] = [each for each in mailbox.outbox if "hilda" in each.to[0]]
    assert message.subject == "September 2027: 1 thing was missed, 1 still open"


def test_it_goes_once_on_the_first_working_day(missed):
    assert letters(morning(date(2027, 9, 30))) == []
    assert letters(FIRST - timedelta(seconds=1)) == []
    assert [len(letters()), len(letters()), len(letters(FIRST + timedelta(days=9)))] == [1, 1, 1]
    assert LedgerEntry.objects.get(act="reminding.letter_sent").after == {"month": "2027-09-01", "missed": 1}


def test_what_was_settled_comes_last_and_says_how(missed, in_scope):
    SetAside.objects.create(
        service=in_scope.service, partnership=missed.partnership, kind="action", subject=missed.pk, due_on=BY,
        reason="The board waits.", by=in_scope.lina, at=FIRST,
    )  # fmt: skip
    [text] = letters()
    assert "1 thing was missed, 0 still open" in text
    assert "Settled since" in text
    assert "Set aside: The board waits." in text


def test_a_mail_that_was_lost_is_part_of_why(missed):
    lost = OutboxMail.objects.filter(to_address="jonas@example.org").latest("created_at")
    OutboxMail.objects.filter(pk=lost.pk).update(state="undelivered", undelivered_at=FIRST)
    [text] = letters()
    assert "A reminder to Jonas was not delivered." in text


def test_a_month_without_anything_missed_is_told_to_who_wants_it(settings_of_head):
    assert letters() == []
    settings_of_head.letters = Letters.ALWAYS
    settings_of_head.letter_month = None
    settings_of_head.save()
    [text] = letters()
    assert text.startswith("September 2027: nothing was missed\n")


def test_it_can_be_switched_off(missed, settings_of_head):
    settings_of_head.letters = Letters.NEVER
    settings_of_head.save()
    assert letters() == []


def test_a_late_review_is_in_it(settings_of_head, planned):
    for days in (7, 0, -7):
        sweep_reminders(now=morning(DUE - timedelta(days=days)))
    [text] = letters(morning(date(2028, 1, 3)))
    assert "Log the annual review, due on 30 November 2027" in text


def test_more_of_them_cost_no_more_queries(missed, in_scope, count_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        ReminderSettings.objects.update(letter_month=None)
        OutboxMail.objects.filter(kind="monthly_letter").delete()
        with CaptureQueriesContext(connection) as asked:
            assert sweep_letters(now=FIRST) == 1
        return len(asked)

    of_one = queries()
    for number in range(2):
        CorrectiveAction.objects.create(
            partnership=missed.partnership, text=f"Call {number}", due_on=BY, person=in_scope.jonas
        )
    remind_and_send(morning(BY + timedelta(days=6)))
    assert queries() == of_one
