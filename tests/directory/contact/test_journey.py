"""D3: a visitor writes to an entry and asks for a visit; the owner answers; both learn, and it is shown."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from directory.contact.services.clock import sweep_messages
from directory.models import ContactRequest, ExchangeVisit
from pes_partnerships.ledger.models import LedgerEntry, PrivateValue
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.contact.conftest import IVANA, VISIT, confirmed, link_to
from tests.pages import typed_in, words_on

pytestmark = pytest.mark.django_db
RASA = "rasa@city.example"


def day(name: str, on: datetime.date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def test_a_visit_from_the_first_message_to_what_was_learnt(client, owned):
    today = timezone.localdate()
    first, second = today + datetime.timedelta(days=60), today + datetime.timedelta(days=95)
    message = confirmed(client, owned, **VISIT)
    assert (message.status, message.visit.status, message.reached) == ("sent", "asked", "people")

    at_host = link_to(RASA, "message_received")
    page = client.get(at_host)
    assert "HZZ, Čakovec office asks for a visit" in words_on(page)
    assert "How the work is done every day" in words_on(page)
    form = typed_in(page, "words", way="offer", words="You are welcome.", programme="Day 1: the centre.")
    answer = client.post(at_host, form | day("day1", first) | day("day2", second), follow=True)
    assert "The days were sent." in words_on(answer)

    at_guest = link_to(IVANA, "visit_offered")
    assert "The hosts offer you days." in words_on(client.get(at_guest))
    choose = f"{at_guest}visit/choose/"
    typed = {"day": str(second), "taking_part": "Ivana, adviser", "words": "With pleasure."}
    client.post(choose, typed_in(client.get(choose), "words", **typed))
    visit = ExchangeVisit.objects.get()
    assert (visit.status, visit.agreed_on, visit.last_day) == ("agreed", second, second + datetime.timedelta(days=1))
    agreed = OutboxMail.objects.filter(kind="visit_agreed")
    assert {mail.to_address for mail in agreed} == {RASA, IVANA}
    assert all(mail.attachments[0]["filename"] == "exchange-visit.ics" for mail in agreed)
    assert b"DTSTART;VALUE=DATE:" in client.get(f"{at_guest}visit.ics").content

    with time_machine.travel(timezone.now() + datetime.timedelta(days=98)):
        sweep_messages(now=timezone.now())
        sweep_messages(now=timezone.now())
        reports = {RASA: "One door is enough.", IVANA: "They share one desk with the town."}
        for address, words in reports.items():
            page = f"{link_to(address, 'visit_report_asked')}visit/report/"
            client.post(page, typed_in(client.get(page), "report", report=words, shows="yes"))
        assert OutboxMail.objects.filter(kind="visit_report_asked").count() == 2

    public = words_on(client.get(reverse("directory:entry", args=[owned.slug])))
    assert "Learnt in exchange visits" in public
    assert all(words in public for words in reports.values())
    assert "Ivana Horvat" not in public
    acts = [entry.act for entry in LedgerEntry.objects.filter(service=owned.service, act__startswith="visit.")]
    assert sorted(acts) == ["visit.agreed", "visit.offered", "visit.reported", "visit.reported"]
    told = " ".join(PrivateValue.objects.values_list("value", flat=True))
    assert "pleasure" not in told
    assert "share" not in told


def test_what_one_side_keeps_to_itself_is_shown_nowhere(client, owned, agreed_visit):
    visit = agreed_visit(days_ago=3)
    for side, shows in (("owner", True), ("sender", False)):
        agreed_visit.report(visit, side, f"Learnt by the {side}.", shows=shows)
    assert ExchangeVisit.objects.get().shown_at is None
    assert "Learnt by" not in words_on(client.get(reverse("directory:entry", args=[owned.slug])))

    agreed_visit.report(visit, "sender", "Learnt by the sender.", shows=True)
    assert "Learnt by the sender." in words_on(client.get(reverse("directory:entry", args=[owned.slug])))

    agreed_visit.report(visit, "owner", "Learnt by the owner.", shows=False)
    assert "Learnt by" not in words_on(client.get(reverse("directory:entry", args=[owned.slug])))
    assert ContactRequest.objects.get().visit.status == "reported"
