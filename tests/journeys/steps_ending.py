"""A partnership that is dissolved by its own protocol: decided, told, its steps said done and checked, and over."""

import datetime

import time_machine

from partnerships.ending.services.clock import sweep_endings
from pes_partnerships.lib.dates import display_date

from .walker import Mailbox, Walker, body

TITLE = "One Stop Career Support for Youth"
WHY = "The town halls give the advice themselves by now. Each young person has an adviser there."
ONA = "ona@youth.example"


def decide(lina: Walker, last_day: datetime.date) -> None:
    """Without a reason it is refused and keeps what was typed; the protocol of the text becomes the list of steps."""
    lina.link("Life cycle").link("End the partnership")
    lina.date("Last day", last_day).fill("Explanation", WHY).button("End the partnership")
    assert lina.status == 422
    assert lina.field("Explanation").input_value() == WHY
    lina.tick("No added value any more").fill("Notice, or consent", "All parties agree, minutes of 3 November.")
    lina.button("End the partnership")
    assert "The end has been decided. 3 people are told by e-mail." in lina.text
    assert "0 of 4 steps are done." in lina.text


def told(mailbox: Mailbox) -> None:
    said = body(mailbox.latest(ONA))
    assert WHY in said
    assert "Copies held by others are deleted." in said


def say_done(person: Walker, step: str, who: str, words: str) -> None:
    person.link(step).button("Report as done")
    assert person.status == 422
    person.tick(who).fill("What was done", words).button("Report as done")
    assert "The step is reported as done." in person.text


def check(person: Walker, step: str) -> None:
    person.link(step)
    if person.page.get_by_role("link", name="Check", exact=True).count():
        person.link("Check")
    person.tick("Yes, it is done").button("Save the result")
    assert "The step is done." in person.text


def may_not_check_own(person: Walker, step: str) -> None:
    person.link(step)
    assert "You did this step: another person checks it." in person.text
    assert person.page.get_by_role("link", name="Check", exact=True).count() == 0
    person.page.go_back()


def day_after(last_day: datetime.date) -> time_machine.travel:
    morning = datetime.datetime.combine(last_day + datetime.timedelta(days=2), datetime.time(9), tzinfo=datetime.UTC)
    return time_machine.travel(morning)


def end_comes(mailbox: Mailbox) -> None:
    """The clock, twice: once is enough."""
    assert [sweep_endings().ended for _run in range(2)] == [1, 0]
    assert TITLE in str(mailbox.latest(ONA)["Subject"])


def read_what_stays(lina: Walker, last_day: datetime.date) -> None:
    """The page keeps its agreement, objectives and partners, and the closing review is due on the day announced."""
    due = last_day + datetime.timedelta(days=30)
    assert f"as they were on the last day, {display_date(last_day)}. 2 steps are open." in lina.text
    assert f"Next review {display_date(due)}" in lina.text
    assert "at least 900 people" in lina.text
    lina.link("Text")
    assert "Each young person is named a new adviser and told in writing." in lina.text
    lina.page.go_back()
    lina.link("See the ending")
    assert "2 of 4 steps are done." in lina.text
    lina.link("Begin the closing review")
    assert lina.heading == f"Closing review {due.year}"
    assert f"Due on {display_date(due, weekday=True)}" in lina.text
