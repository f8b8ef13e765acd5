"""5f–5g: reminders as time moves, the review logged on a phone, the manager's confirmation, the next occurrence."""

import datetime
from email.message import EmailMessage

import time_machine
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.signing.services.clock import sweep_agreements
from reviews.models import Reminder, Review
from reviews.reminders.services.reminding import sweep_reminders

from .cast_of_partners import TITLE
from .walker import Mailbox, Walker

LEADS = (60, 30, 7, 0, -7)


def clock_ticks(mailbox: Mailbox) -> None:
    """What the clock wakes, twice each: a run too many changes nothing."""
    for _run in range(2):
        sweep_agreements()
        sweep_reminders(now=timezone.now())
        mailbox.deliver()


def reminders(mailbox: Mailbox, address: str) -> list[EmailMessage]:
    return [
        mail for mail in mailbox.server.messages if address in str(mail["To"]) and "review" in mail["Subject"].lower()
    ]


def time_passes(mailbox: Mailbox, due: datetime.date, *addresses: str) -> None:
    """N1, N2: at each lead time each of them gets one reminder, however often the clock ticks."""
    for number, lead in enumerate(LEADS, start=1):
        noon = datetime.datetime.combine(due - datetime.timedelta(days=lead), datetime.time(12), tzinfo=datetime.UTC)
        with time_machine.travel(noon, tick=False):
            clock_ticks(mailbox)
        assert [len(reminders(mailbox, address)) for address in addresses] == [number] * len(addresses)
    with scopes_disabled():
        written = list(Reminder.objects.values_list("round__lead_days", flat=True))
    assert sorted(written) == sorted(LEADS * len(addresses))


def log_review(jonas: Walker) -> None:
    """R3, at 360 px: one question a page, a value with its source, a decision with its reason."""
    jonas.link("Reviews").link(TITLE, within=jonas.page.locator("main"))
    assert "No value yet; at least 65 %" in jonas.text
    jonas.link("Start with question 1")
    enter_result(jonas)
    jonas.select("Commitment of the partners", "Better than before").button("Save and continue")
    jonas.fill("Changes of law", "A new law on guidance.").button("Save and continue")
    jonas.fill("Feedback from partners", "All three asked want to go on.").button("Save and continue")
    jonas.fill("Lessons learnt", "Young people answer calls in the evening.").tick("Yes").button("Save and continue")
    jonas.tick("Continue").fill("Your reason", "The share grows as agreed.").button("Check your answers")
    assert jonas.heading == "Check your answers"
    jonas.button("Send to the partnership manager")


def enter_result(jonas: Walker) -> None:
    """O2: without a source the value is refused, and what was typed stays."""
    jonas.tick("I have a value").unfold("Another value, with its source")
    jonas.fill("Value", "61").year("Date or period", timezone.localdate().year)
    jonas.tick("It will reach its target").fill("Reason", "Seven points more than before.").button("Save and continue")
    assert "Name the source: where can this value be checked?" in jonas.text
    assert jonas.field("Value").input_value() == "61"
    jonas.fill("Source", "Social insurance register").button("Save and continue")


def confirm_review(lina: Walker) -> None:
    """The manager confirms, and the next occurrence is planned."""
    lina.link("Reviews").link(TITLE, within=lina.page.locator("main")).link("Confirm the outcome").button(
        "Confirm the outcome"
    )
    assert "The next review is planned." in lina.text
    with scopes_disabled():
        first, following = Review.objects.filter(series__partnership__title=TITLE).order_by("due_on")
    assert (first.status, following.status) == ("confirmed", "planned")
    assert following.due_on > first.due_on
