"""N3: one thing is handed to a colleague: its reminders move, both are told, and it can be taken back."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox
from django.urls import reverse

from partnerships.models import GivenReminder, HandedOver, ReminderSettings
from partnerships.reminding.services.handing import hand_over, take_back
from partnerships.reminding.services.mine import mine, thing_of
from partnerships.reminding.services.people import SINGLE
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.services import Swept
from pes_partnerships.outbox.services import sweep as send
from reviews.models import CorrectiveAction, Reminder
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import person
from tests.pages import words_on
from tests.partnerships.reminding.conftest import BEGAN, ledger, morning, remind, remind_and_send
from tests.reviews.conftest import DUE

BY = date(2027, 9, 15)
NOON = morning(BY - timedelta(days=20), 12)


@pytest.fixture
def rasa(in_scope):
    return person("Rasa", in_scope.service, Role.STAFF, in_scope.alytus, language="fr")


@pytest.fixture
def action(planned, in_scope) -> CorrectiveAction:
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)
    return CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Call every member", due_on=BY, person=in_scope.jonas
    )


@pytest.fixture
def handed(action, rasa, in_scope) -> HandedOver:
    thing = thing_of(in_scope.jonas, in_scope.service, "action", action.pk, NOON)
    return hand_over(thing=thing, service=in_scope.service, giver=in_scope.jonas, taker=rasa, at=NOON)


def test_both_are_told_each_in_their_language_and_the_history_says_it(handed):
    send(now=NOON)
    to_rasa, to_jonas = sorted(mailbox.outbox, key=lambda each: "jonas" in each.to[0])
    assert to_jonas.subject.startswith("You handed it over: Corrective action: Call every member")
    assert "15 septembre 2027" in to_rasa.subject
    assert [len(each.attachments) for each in (to_rasa, to_jonas)] == [1, 0]
    entry = LedgerEntry.objects.get(act="reminding.handed_over")
    assert entry.after == {"reminder_of": "action", "due_on": "2027-09-15"}


def test_its_reminders_go_to_the_colleague_alone(handed):
    assert remind_and_send(morning(BY - timedelta(days=14))) == 1
    assert ledger() == [(14, "Rasa", "owner", "written")]


def test_a_reminder_that_waits_to_be_sent_is_withdrawn(action, rasa, in_scope):
    assert remind(morning(BY - timedelta(days=14))) == 1
    at = morning(BY - timedelta(days=14), 8)
    thing = thing_of(in_scope.jonas, in_scope.service, "action", action.pk, at)
    hand_over(thing=thing, service=in_scope.service, giver=in_scope.jonas, taker=rasa, at=at)
    assert send(now=at) == Swept(sent=2, withdrawn=1)
    assert ledger() == [(14, "Jonas", "owner", "not_asked")]


def test_it_can_be_taken_back(handed, action, in_scope, rasa):
    thing = thing_of(in_scope.jonas, in_scope.service, "action", action.pk, NOON)
    assert thing.is_handed_on
    assert [take_back(thing=thing, giver=in_scope.jonas, at=NOON), take_back(thing=thing, giver=in_scope.jonas)] == [
        True, False,
    ]  # fmt: skip
    remind_and_send(morning(BY - timedelta(days=14)))
    assert [line[1] for line in ledger()] == ["Jonas"]
    assert HandedOver.objects.get().ended_at == NOON


def test_the_colleague_can_hand_it_on_but_not_back(handed, action, in_scope, rasa):
    mine_now = thing_of(rasa, in_scope.service, "action", action.pk, NOON)
    with pytest.raises(MoveRefused):
        hand_over(thing=mine_now, service=in_scope.service, giver=rasa, taker=in_scope.jonas, at=NOON)
    hand_over(thing=mine_now, service=in_scope.service, giver=rasa, taker=in_scope.lina, at=NOON)
    remind(morning(BY - timedelta(days=14)))
    assert [line[1] for line in ledger()] == ["Lina"]


@pytest.mark.parametrize("who", ["tiiu", "erik", "vytas", "maarja", "jonas"])
def test_it_goes_to_no_one_who_may_not_work_on_it(action, in_scope, who):
    thing = thing_of(in_scope.jonas, in_scope.service, "action", action.pk, NOON)
    taker = getattr(in_scope, who)
    with pytest.raises(MoveRefused):
        hand_over(thing=thing, service=in_scope.service, giver=in_scope.jonas, taker=taker, at=NOON)


def test_when_the_colleague_leaves_it_falls_back(handed, rasa):
    Membership.objects.filter(user=rasa).update(ended_on=NOON.date())
    remind(morning(BY - timedelta(days=14)))
    assert [line[1] for line in ledger()] == ["Jonas"]


def test_a_review_is_handed_over_too(planned, in_scope, rasa):
    at = morning(DUE - timedelta(days=70), 12)
    thing = thing_of(in_scope.jonas, in_scope.service, "review", planned.pk, at)
    hand_over(thing=thing, service=in_scope.service, giver=in_scope.jonas, taker=rasa, at=at)
    sweep_reminders(now=morning(DUE - timedelta(days=60)))
    assert sorted(Reminder.objects.values_list("recipient__name", flat=True)) == ["Lina", "Rasa"]


def test_on_my_reminders_it_is_in_the_list_of_both(handed, action, in_scope, rasa):
    [line] = mine(rasa, in_scope.service, SINGLE, NOON).lines[:1]
    assert (line.thing.subject, line.thing.is_handed_on) == (action.pk, False)
    line = next(each for each in mine(in_scope.jonas, in_scope.service, SINGLE, NOON).lines if each.taker)
    assert (line.thing.subject, line.taker.name) == (action.pk, "Rasa")


def test_the_page_hands_it_over_and_takes_it_back(planned, in_scope, sign_in, rasa, time_machine_at):
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)
    with time_machine_at(morning(DUE - timedelta(days=70), 12)):
        browser = sign_in(in_scope.jonas)
        path = reverse("partnerships:hand_over", args=["review", planned.pk])
        assert browser.post(path, {"taker": ""}).status_code == 422
        assert browser.post(path, {"taker": str(in_scope.tiiu.pk)}).status_code == 422
        assert browser.post(path, {"taker": str(rasa.pk)}).status_code == 302
        words = words_on(browser.get(reverse("partnerships:my_reminders")))
        assert "Rasa is reminded in your place." in words
        assert browser.post(path).status_code == 302
        assert HandedOver.objects.filter(ended_at=None).count() == 0
    assert GivenReminder.objects.count() == 0


def test_of_what_somebody_is_not_reminded_there_is_no_page(planned, in_scope, sign_in):
    other = reverse("partnerships:hand_over", args=["review", planned.pk + 99])
    assert sign_in(in_scope.jonas).get(other).status_code == 404
    assert sign_in(in_scope.tiiu).get(reverse("partnerships:hand_over", args=["review", planned.pk])).status_code == 404
