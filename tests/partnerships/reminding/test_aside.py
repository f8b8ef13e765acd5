"""N1: who is reminded may say that no further reminder is needed, and why; it stays among what waits."""

import re

import pytest
from django.core import mail as mailbox
from django.urls import reverse

from partnerships.models import GivenReminder, SetAside, WaitingTask
from pes_partnerships.ledger.models import LedgerEntry
from tests.pages import typed_in, words_on
from tests.partnerships.reminding.conftest import before_end, remind, remind_and_send


@pytest.fixture
def page(ending) -> str:
    """Where the mail of ninety days before leads."""
    remind_and_send(before_end(90))
    [message] = mailbox.outbox
    found = re.search(r"https?://[^/\s]+(/reminders/\d+/set-aside/)", message.body)
    assert found
    return found[1]


def test_reminders_of_one_thing_are_set_aside_from_their_mail(page, ending, sign_in, in_scope):
    browser = sign_in(in_scope.lina)
    shown = browser.get(page)
    assert "Decide on renewal or termination : due on 1 July 2027" in words_on(shown).replace(
        "termination:", "termination :"
    )
    refused = browser.post(page, typed_in(shown, "reason", reason=""))
    assert (refused.status_code, "State why no further reminder is needed." in words_on(refused)) == (422, True)
    done = browser.post(page, typed_in(shown, "reason", reason="The minister decides in May."))
    assert done.url == reverse("partnerships:partnership", args=[ending.partnership_id])

    assert [remind(before_end(days)) for days in (30, 7, 1)] == [0, 0, 0]
    assert WaitingTask.objects.filter(kind="agreement.end").exists()
    act = LedgerEntry.objects.filter(act="reminding.set_aside").get()
    assert (act.after["reminder_of"], "reason" in act.after) == ("agreement_end", False)
    again = browser.get(page, follow=True)
    assert "No further reminders are sent" in words_on(again)
    assert SetAside.objects.count() == 1


def test_another_office_and_who_only_reads_find_no_such_page(page, sign_in, in_scope):
    assert sign_in(in_scope.jonas).get(page).status_code == 200
    assert sign_in(in_scope.liis).get(page).status_code == 404
    assert sign_in(in_scope.maarja).get(page).status_code == 404
    assert sign_in(in_scope.vytas).get(page).status_code == 403


def test_of_what_is_done_there_is_nothing_to_set_aside(page, sign_in, in_scope):
    WaitingTask.objects.all().delete()
    assert "nothing is to be done any more" in words_on(sign_in(in_scope.lina).get(page, follow=True))
    assert not SetAside.objects.exists()
    assert GivenReminder.objects.get().state == "written"
