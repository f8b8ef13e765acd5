"""S4, N1: a mandate has an end: said before it comes, and before anybody signs under one that has ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.test import Client
from django.urls import reverse

from partnerships.agreements.services.readiness import readiness
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Contact, GivenReminder, Signature
from partnerships.reminding.services.sweeping import sweep_waiting
from pes_partnerships.outbox.services import sweep as send
from tests.factories import ready_agreement
from tests.factories.agreements import send_out
from tests.lending import lent_agreement
from tests.pages import link_of, typed_in, words_on

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
rows = lent_agreement(ready_agreement, at=AT)


@pytest.fixture
def draft(in_scope, rows) -> Agreement:
    return rows.agreement()


@pytest.fixture
def ona(draft) -> Contact:
    return draft.parties.order_by("order")[1].signatories.get().contact


def ends(contact: Contact, day: str) -> None:
    Contact.objects.filter(pk=contact.pk).update(mandate_until=day)


def found(draft: Agreement) -> list[tuple[str, str]]:
    fresh = Agreement.objects.get(pk=draft.pk)
    findings = readiness(fresh, agreement_text(fresh), today=AT.date())
    return [(each.severity, str(each.title)) for each in findings if each.code == "mandate_ends"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-02-28", [("blocking", "ended on 28 February 2027.")]),
        ("2027-03-01", [("advice", "ends on 1 March 2027.")]),
        ("2027-04-20", [("advice", "ends on 20 April 2027.")]),
        ("2027-06-30", []),
    ],
)
def test_the_draft_says_when_a_mandate_ends(draft, ona, day, said):
    ends(ona, day)

    assert [(severity, title.partition("Affairs, ")[2]) for severity, title in found(draft)] == said


def test_who_signs_after_the_end_states_the_mandate_of_today(draft, ona, in_scope, time_machine):
    send_out(Agreement.objects.get(pk=draft.pk), in_scope, at=AT)
    ends(ona, "2027-03-10")
    time_machine.move_to(datetime(2027, 3, 11, 9, tzinfo=UTC))
    client, link = Client(), link_of(ona.email)
    words = "The mandate on record ended on 10 March 2027. Enter the mandate that you have today, with its date."

    page = client.get(link)
    assert words in words_on(page)
    refused = client.post(link, typed_in(page, "mandate", confirmed="on"))
    assert (refused.status_code, words in words_on(refused)) == (422, True)
    assert not Signature.objects.exists()

    client.post(link, typed_in(page, "mandate", confirmed="on", mandate="Council decision of 9 March 2027"))
    assert Signature.objects.get().mandate == "Council decision of 9 March 2027"


def test_on_its_last_day_a_mandate_holds(draft, ona, in_scope, time_machine):
    send_out(Agreement.objects.get(pk=draft.pk), in_scope, at=AT)
    ends(ona, "2027-03-11")
    time_machine.move_to(datetime(2027, 3, 11, 9, tzinfo=UTC))
    client, link = Client(), link_of(ona.email)

    client.post(link, typed_in(client.get(link), "mandate", confirmed="on"))

    assert Signature.objects.count() == 1


def test_the_manager_is_reminded_before_it_ends(draft, ona, in_scope):
    ends(ona, "2027-05-03")
    for day in (AT + timedelta(days=number) for number in (*range(5), *range(31, 37), *range(55, 58), 65)):
        sweep_waiting(now=day)

    told = GivenReminder.objects.filter(kind="mandate_ends").order_by("at")
    # 60, 30 and 7 days before; 3 April is a Saturday: the Friday
    assert [(f"{each.at:%d.%m.}", each.recipient) for each in told] == [
        ("04.03.", in_scope.lina), ("02.04.", in_scope.lina), ("26.04.", in_scope.lina),
    ]  # fmt: skip
    send(now=day)
    assert "due on 3 May 2027: Ask Ona Petraitė for the mandate that follows" in mailbox.outbox[0].subject


def test_the_end_is_kept_with_the_contact(draft, ona, in_scope, sign_in):
    lina, url = sign_in(in_scope.lina), reverse("partnerships:contact_change", args=[ona.pk])
    parts = {"mandate_until_day": "30", "mandate_until_month": "6", "mandate_until_year": "2028"}

    lina.post(url, typed_in(lina.get(url), "mandate", **parts))
    ona.refresh_from_db()
    assert ona.mandate_until == date(2028, 6, 30)

    refused = lina.post(url, typed_in(lina.get(url), "mandate", mandate="", may_sign="", **parts))
    assert "State the mandate that ends on this day." in words_on(refused)
