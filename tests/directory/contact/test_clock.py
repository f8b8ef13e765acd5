"""D3: a message that waits is reminded of once, its sender is told, and what is kept is deleted."""

import datetime

import pytest
from django.utils import timezone

from directory.contact.services.clock import sweep_messages
from directory.models import ContactRequest, Correspondent, ExchangeVisit, Turn
from pes_partnerships.ledger.models import PrivateValue
from pes_partnerships.ledger.services import verify
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.contact.conftest import IVANA, mails, sent, write

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def after(days: float) -> None:
    for _each in range(2):  # it may run twice
        sweep_messages(now=NOW + datetime.timedelta(days=days))


def test_what_is_not_confirmed_is_deleted_with_its_mail(client, owned):
    write(client, owned)
    after(2.9)
    assert ContactRequest.objects.count() == 1
    after(3.1)
    assert (ContactRequest.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_people_are_reminded_once_and_the_sender_is_told_once(owned):
    sent(owned)
    after(13)
    assert mails("message_reminder") == []
    after(15)
    after(16)
    assert (mails("message_reminder"), mails("message_no_answer")) == (["rasa@city.example"], [])
    after(31)
    after(32)
    assert (mails("message_reminder"), mails("message_no_answer")) == (["rasa@city.example"], [IVANA])


def test_what_was_answered_is_left_alone(owned):
    ContactRequest.objects.filter(pk=sent(owned).pk).update(status="answered")
    after(40)
    assert (mails("message_reminder"), mails("message_no_answer")) == ([], [])


def test_after_a_year_nothing_of_it_is_left_and_the_ledger_still_holds(owned):
    sent(owned)
    after(364)
    assert ContactRequest.objects.count() == 1
    after(400)
    for model in (ContactRequest, Correspondent, Turn):
        assert not model.objects.exists()
    assert not OutboxMail.objects.filter(to_address__in=[IVANA, "rasa@city.example"]).exists()
    assert "Ivana Horvat" not in PrivateValue.objects.values_list("value", flat=True)
    assert verify().ok


def test_of_a_visit_only_what_both_agreed_to_show_stays(owned, agreed_visit):
    shown, kept = agreed_visit(days_ago=2), agreed_visit(days_ago=2)
    for side in ("owner", "sender"):
        agreed_visit.report(shown, side, f"Learnt by the {side}.", shows=True)
        agreed_visit.report(kept, side, "Between us.", shows=False)
    ExchangeVisit.objects.update(taking_part="Ivana", programme="With Rasa")
    after(400)
    visit = ExchangeVisit.objects.get()
    assert (visit.guest_report, visit.taking_part, visit.programme, visit.request) == (
        "Learnt by the sender.", "", "", None,
    )  # fmt: skip


def test_reports_are_asked_for_once_after_the_last_day_and_not_of_a_cancelled_visit(owned, agreed_visit):
    agreed_visit(days_ago=0)
    cancelled = agreed_visit(days_ago=0)
    ExchangeVisit.objects.filter(request=cancelled).update(status="cancelled")
    after(0)
    assert mails("visit_report_asked") == []
    after(1)
    assert sorted(mails("visit_report_asked")) == [IVANA, "rasa@city.example"]
