"""A health check that five people of partners answer by their own mailed links, and what its manager reads of it."""

from collections.abc import Callable

from django_scopes import scope

from partnerships.models import Agreement, Organisation
from reviews.health.rules.ingredients import PAGES
from tests.cast import Cast
from tests.factories import make_contact

from .walker import PHONE, Mailbox, Walker

YOUTH = "Department of Youth Affairs"
# who is asked, and what they say to all but the seventh statement, which is about work and reward
PEOPLE = {
    "rasa@service.example": ("Mostly", "Fully"),
    "ona@youth.example": ("Mostly", "Not yet"),
    "ieva@youth.example": ("Mostly", "Not yet"),
    "tomas@youth.example": ("Fully", "Fully"),
    "jonas@alytus.example": ("Partly", "Not yet"),
}
NOTE = "The reports fall to one of us."
ANONYMOUS = "Yes: no name appears with an answer, and it is not shown who has answered"
UNEQUAL = 7


def add_colleagues(people: Cast, signed: Agreement) -> None:
    with scope(service=people.service):
        youth = Organisation.objects.get(name=YOUTH)
        for name in ("Ieva", "Tomas"):
            make_contact(youth, f"{name} Jonaitis", email=f"{name.lower()}@youth.example", language="en")


def open_check(lina: Walker) -> None:
    lina.link("Open a health check")
    for box in lina.group("Colleagues in the employment service").get_by_role("checkbox").all():
        box.uncheck()
    for box in lina.group("People at the partners").get_by_role("checkbox").all():
        box.check()
    lina.tick(ANONYMOUS).button("Open and send the links")
    assert "0 of 5 people answered" in lina.text


def answer(walk: Callable[..., Walker], mailbox: Mailbox, address: str) -> None:
    """All thirteen statements on four pages, on a phone and without an account."""
    usual, seventh = PEOPLE[address]
    person = walk(width=PHONE).goto(mailbox.link(address, "/reviews/health/")).link("Start")
    for page in PAGES:
        assert str(page.title) in person.heading
        for each in page.ingredients:
            person.tick(seventh if each.number == UNEQUAL else usual, group=str(each.statement))
            if each.number == UNEQUAL and seventh == "Not yet":
                person.unfold("Why, or an example: Sharing work and reward")
                person.page.get_by_label("Why, or an example: Sharing work and reward").fill(NOTE)
        person.button("Save and check" if page == PAGES[-1] else "Save and continue")
    assert "13 of 13 answered" in person.text
    person.button("Send your answers")
    assert "Your answers were sent on" in person.text


def not_told_who_answered(lina: Walker) -> None:
    lina.goto(lina.path)
    assert "5 of 5 people answered" in lina.text
    assert "it is not shown who has answered" in lina.text
    assert [row[2] for row in lina.table()] == ["Asked"] * 5


def close_and_read(lina: Walker) -> None:
    """Three sentences first; the answers of three people are a group, and no name appears with any of them."""
    lina.link("Close it now").button("Close the health check")
    assert "5 of 5 people answered" in lina.text
    assert "Answers differ widely on “Sharing work and reward”." in lina.text
    assert "“Benefit for each” has the highest average." in lina.text
    assert "11 other ingredients have the same average." in lina.text
    assert NOTE in lina.text
    for name in ("Rasa", "Ona", "Ieva", "Tomas", "Jonaitis"):
        assert name not in lina.text


def read_in_the_review(jonas: Walker, review: int) -> None:
    """What the five said lies beside the question about working together, when the review is logged (R6)."""
    jonas.goto(f"/reviews/{review}/answers/together/")
    assert "What partners and colleagues say" in jonas.text
    assert "Answers differ widely on “Sharing work and reward”." in jonas.text


def link_is_closed(walk: Callable[..., Walker], mailbox: Mailbox, address: str) -> None:
    person = walk(width=PHONE).goto(mailbox.link(address, "/reviews/health/"))
    assert "The health check has been closed." in person.text
