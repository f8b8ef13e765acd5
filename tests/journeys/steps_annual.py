"""An annual review: partners state their part, the office logs it on a phone, partners answer the draft, it is over."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement, Organisation
from pes_partnerships.lib.dates import PartialDate
from reviews.results.services.measuring import enter_value
from tests.cast import Cast
from tests.factories import signed_agreement
from tests.factories.forming import BY

from .walker import PHONE, Mailbox, Walker, body

TITLE = "One Stop Career Support for Youth"
ONA, TOWN = "ona@youth.example", "jonas@alytus.example"
MUNICIPALITY = "Alytus city municipality"
VIEWS = {ONA: "Young people come on their own.", TOWN: "The second library has no adviser."}
OBJECTION = "We gave both libraries since June."
REPLY = "True, and written so: both libraries since June."
ACTIONS = ("Invite schools of the district every quarter", "An adviser in the second library")
MOST_PAGES, MOST_REQUIRED = 12, 15
# what a form marks as needed: each group of buttons and each date once
REQUIRED = """() => [...new Set([...document.querySelectorAll('main form [required], main form [aria-required=true]')]
    .filter(e => e.type !== 'hidden').map(e => e.name.replace(/_(day|month|year)$/, '')))]"""


def due_in_ten_days(people: Cast) -> Agreement:
    """Signed so long ago that its first review comes, with one of two figures; the service itself is not asked."""
    signed = signed_agreement(people, at=timezone.now() - datetime.timedelta(days=290))
    with scope(service=people.service):
        Organisation.objects.filter(name="Employment Service").update(pes=people.service)
        enter_value(
            objective=signed.objectives.first(), by=BY, value=Decimal(655), source="Client register",
            as_of=PartialDate(timezone.localdate().year),
        )  # fmt: skip
    return signed


class Counted:
    """Pages that opened, and answers that were needed, between two moments of one person's way."""

    def __init__(self, walker: Walker):
        self.walker, self.since, self.required = walker, len(walker.answers), {}

    def look(self) -> "Counted":
        for name in self.walker.page.evaluate(REQUIRED):
            self.required[self.walker.path, name] = True
        return self

    @property
    def pages(self) -> int:
        return sum(status == 200 for status in self.walker.answers[self.since :])


def ask_partners(jonas: Walker) -> None:
    jonas.link("Reviews").link(TITLE, within=jonas.page.locator("main"))
    jonas.link("Ask the partners for their part").button("Ask the partners")
    assert "2 partners are being asked by e-mail." in jonas.text


def send_part(walk: Callable[..., Walker], mailbox: Mailbox, address: str) -> None:
    """Without an account, on a phone: what is on record is there, and is right."""
    partner = walk(width=PHONE).goto(mailbox.link(address, "/reviews/part/"))
    partner.tick("That is right").fill("What works?", VIEWS[address]).tick("Partly")
    partner.button("Check and send").button("Send your part")
    assert partner.heading == "Your part has been sent"


def log_review(jonas: Walker) -> Counted:
    """From the page of the review to the manager: a figure with its source, and a decision that changes things."""
    jonas.link("Reviews")
    counted = Counted(jonas)
    jonas.link(TITLE, within=jonas.page.locator("main")).link("Start with question 1")
    counted.look()
    jonas.tick("Yes, take this value", "It can still reach its target, if something changes")
    jonas.button("Save and continue")
    enter_figure(jonas, counted)
    counted.look()
    jonas.select("Commitment of the partners", "Better than before").button("Save and continue")
    counted.look()
    jonas.select("Money, staff and contributions", "As planned").button("Save and continue")
    counted.look()
    assert all(words in jonas.text for words in VIEWS.values())
    jonas.fill("Feedback from partners", "Both who were asked want to go on.").button("Save and continue")
    counted.look()
    jonas.fill("Lessons learnt", "Schools send more than the web page.").tick("Yes, clearly")
    jonas.button("Save and continue")
    counted.look()
    decide(jonas)
    jonas.button("Check your answers")
    counted.look()
    jonas.button("Send to the partnership manager")
    assert "Sent to the partnership manager for confirmation." in jonas.text
    return counted


def enter_figure(jonas: Walker, counted: Counted) -> None:
    """A figure that is not on record yet: three more answers, its value, day and source."""
    jonas.tick("I have a value").unfold("Another value, with its source")
    jonas.fill("Value", 61).fill("Source", "Social insurance register")
    jonas.year("Date or period", timezone.localdate().year)
    counted.look().required |= {(jonas.path, name): True for name in ("value", "as_of", "source")}
    jonas.tick("It will reach its target as things are").fill("Reason", "Seven points more than before.")
    jonas.button("Save and continue")


def decide(jonas: Walker) -> None:
    jonas.tick("Adjust", "The text of the agreement changes").unfold("Corrective actions")
    by = timezone.localdate() + datetime.timedelta(days=90)
    first = jonas.group("Action 1")
    first.get_by_label("What is to be done").fill(ACTIONS[0])
    first.get_by_label("Owner").select_option(label=MUNICIPALITY)
    fill_day(first, by)
    jonas.add_line("Add an action")
    second = jonas.group("Action 2")
    second.get_by_label("What is to be done").fill(ACTIONS[1])
    second.get_by_label("Owner").select_option(label=MUNICIPALITY)
    fill_day(second, by)
    jonas.fill("Your reason", "The share grows; the second library has to open.")


def fill_day(line, day: datetime.date) -> None:
    for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        line.get_by_label(name, exact=True).fill(str(number))


def show_draft(lina: Walker) -> None:
    lina.link("Reviews").link(TITLE, within=lina.page.locator("main"))
    lina.link("Show the draft to the partners").button("Show the draft")


def agree(walk: Callable[..., Walker], mailbox: Mailbox) -> None:
    ona = walk(width=PHONE).goto(mailbox.link(ONA, "/reviews/part/"))
    assert VIEWS[ONA] in ona.text
    ona.button("Send the answer")
    assert "Choose an answer." in ona.text
    ona.tick("We agree").button("Send the answer")
    assert "We agree. Answered by Ona Petraitė" in ona.text


def object_to_it(walk: Callable[..., Walker], mailbox: Mailbox) -> None:
    town = walk(width=PHONE).goto(mailbox.link(TOWN, "/reviews/part/"))
    assert ACTIONS[1] in town.text
    town.tick("We object", "What is said about us").fill("Your objection", OBJECTION).button("Send the answer")
    assert "We object. Answered by Jonas Jonaitis" in town.text


def answer_and_confirm(lina: Walker, mailbox: Mailbox, manager: str) -> None:
    """Barred until the objection is answered in writing."""
    assert OBJECTION in body(mailbox.latest(manager))
    lina.goto(lina.path)
    lina.link("Confirm the outcome")
    assert f"The objection of partner {MUNICIPALITY} has no answer." in lina.text
    assert lina.page.get_by_role("button", name="Confirm the outcome").count() == 0
    lina.link("Partners in the review").link("Answer the objection", exact=False)
    lina.fill("Your answer to the objection", REPLY).button("Save the answer")
    lina.link("Confirm the outcome")
    assert "The next step is yours: “Go on with the draft”" in lina.text
    lina.button("Confirm the outcome")
    assert "The next review is planned. 2 corrective actions are open. The draft of version 2 is open." in lina.text


def what_follows(lina: Walker) -> None:
    """The draft of the next version is there as a copy, and both actions are open."""
    lina.link("Go on with the draft")
    assert "Version 2, amendment." in lina.text
    lina.link(TITLE)
    lina.link("All actions")
    assert all(words in lina.text for words in ACTIONS)


def partners_are_told(mailbox: Mailbox) -> None:
    own, other = (body(mailbox.latest(address)) for address in (TOWN, ONA))
    assert REPLY in own
    assert OBJECTION not in other
    assert all(action in said for action in ACTIONS for said in (own, other))
    assert all("The next review is due on" in said for said in (own, other))
