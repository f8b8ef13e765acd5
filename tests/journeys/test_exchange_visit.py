"""D3: a visitor asks for a visit, the people of the entry offer days, one is agreed; each page with axe."""

import datetime

import pytest
from django.utils import timezone

from directory.models import ExchangeVisit
from tests.directory.conftest import make_entry, make_running
from tests.directory.contact.conftest import IVANA, link_to

from .walker import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.rehearse, pytest.mark.django_db(transaction=True)]
RASA = "rasa@city.example"


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_visit_is_asked_for_and_agreed(walk, people, width):
    running = make_running(people.service, manager=people.lina, agreed=True)
    make_entry(
        "Career support", service=people.service, partnership=running, contact_name="Rasa of City College",
        contact_email=RASA,
    )  # fmt: skip
    visitor = walk(width=width).goto("/entries/career-support/").link("Write, or ask for a visit")
    page = visitor.page
    assert not page.get_by_label("How many people come").is_visible()
    page.get_by_label("Ask for an exchange visit", exact=False).check()
    assert page.get_by_label("How many people come").is_visible()
    visitor.button("Send, and confirm by e-mail")
    assert visitor.status == 422
    for label, words in {
        "Your message": "May we come?", "Your name": "Ivana", "Organisation and office": "HZZ", "Your e-mail": IVANA,
    }.items():  # fmt: skip
        visitor.fill(label, words)
    page.get_by_label("Those who answer", exact=False).check()
    page.wait_for_timeout(3_000)  # nobody fills in a form within seconds
    visitor.button("Send, and confirm by e-mail")
    assert visitor.heading == "Please confirm your message"
    visitor.goto(link_to(IVANA, "message_confirm")).button("Confirm and pass it on")
    assert visitor.heading == "Your message was passed on"

    host = walk(width=width).goto(link_to(RASA, "message_received"))
    day = timezone.localdate() + datetime.timedelta(days=60)
    host.page.get_by_label("Yes, on one of these days", exact=False).check()
    first = host.page.get_by_role("group", name="First choice")
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        first.get_by_label(label, exact=True).fill(str(part))
    host.button("Send")
    assert "The days were sent." in host.text

    visitor.goto(link_to(IVANA, "visit_offered")).link("Choose a day")
    page.get_by_role("radio").first.check()
    visitor.button("Send your choice")
    assert "The visit is agreed." in visitor.text
    assert ExchangeVisit.objects.get().agreed_on == day
