"""Partners shape a draft before they sign it; a network takes in a member: in the browser, at both widths (G3, A1)."""

import datetime
import re

import pytest
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Accession, Agreement
from tests.cast import PASSWORD
from tests.factories import make_contact, make_organisation, ready_agreement, signed_agreement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JONAS, ONA, CHAMBER = "jonas@alytus.example", "ona@youth.example", "head@chamber.example"
NEW = "The board meets twice a year. The chair changes every year."


def follow(walker, act: str, about: str):
    """A link whose object is said to screen readers alone."""
    walker.page.get_by_role("link", name=re.compile(rf"^{act}\s*: {about}")).first.click()
    return walker.check()


@pytest.mark.rehearse
@pytest.mark.parametrize("width", [360, 1280])
def test_two_partners_comment_and_one_proposal_is_taken(walk, people, mailbox, width):
    draft = ready_agreement(people)
    lina = walk(width=width).sign_in(people.lina, PASSWORD).goto(f"/agreements/{draft.pk}/")
    lina.link("Share the draft for comment").button("Share the draft")

    jonas = walk(width=width).goto(mailbox.link(JONAS, "/comment/"))
    assert "nothing on this page is a signature" in jonas.text
    clause = jonas.page.locator("#clause-7\\.1")
    assert "The board meets every quarter." in clause.inner_text()
    follow(jonas, "Comment", "7.1")
    jonas.button("Send the comment")
    assert "Enter a comment, or propose other words." in jonas.text
    jonas.fill("Other words for this clause", NEW).fill("Your comment", "Travel takes a day.")
    jonas.button("Send the comment")
    jonas.tick("We have finished").button("Send the answer")
    assert "You answered on" in jonas.text

    ona = walk(width=width).goto(mailbox.link(ONA, "/comment/"))
    follow(ona, "Comment", "1.1").fill("Your comment", "Which places?").button("Send the comment")

    lina.goto(f"/agreements/{draft.pk}/").link("Read and answer the comments")
    assert "1 of 3" in lina.text
    follow(lina, "Answer", "7.1, Alytus city municipality").tick("Accepted as proposed").button(
        "Save and send the answer"
    )
    follow(lina, "Answer", "1.1, Department of Youth Affairs").tick("Declined").button("Save and send the answer")
    assert "Enter your answer in words." in lina.text
    lina.fill("Answer in words", "They change too often.").button("Save and send the answer")
    with scope(service=people.service):
        assert draft.sections.get(key="meetings").body == NEW
    lina.link("Give more time").goto(f"/agreements/{draft.pk}/comments/").link("Close the comments now")
    lina.button("Close the comments")
    lina.link("Comment as a colleague")
    assert "Choose the part" in lina.text


@pytest.mark.rehearse
def test_a_network_takes_in_a_member_by_its_own_signature(walk, people, mailbox):
    network = signed_agreement(people, force_rule="own_signature")
    with scope(service=people.service):
        chamber = make_organisation(people.service, "Chamber of Crafts", "social_partner")
        make_contact(chamber, "Gita Head", email=CHAMBER, office_held="President", mandate="Statute")
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/agreements/{network.pk}/signatures/")
    lina.link("Members").link("Add a member").fill("Search the registry", "Crafts").button("Search")
    lina.page.get_by_label("Chamber of Crafts").check()
    lina.button("Choose this organisation").select("Who signs for it", "Gita Head, President")
    lina.fill("Why it may join", "It advises people on careers.").button("Send the request to sign")
    assert "Chamber of Crafts is being asked to sign." in lina.text

    gita = walk().goto(mailbox.link(CHAMBER, "/sign/"))
    assert "You join a network" in gita.text
    gita.tick("I have read this text").button("Sign for Chamber of Crafts")
    assert gita.heading == "You have signed"

    lina.goto(f"/agreements/{network.pk}/members/")
    assert "4 members on" in lina.text
    last = timezone.localdate() + datetime.timedelta(days=40)
    follow(lina, "Record a notice", "Chamber of Crafts").fill("Notice in words", "Letter of its board")
    lina.date("Last day of membership", last).button("Record the notice")
    assert "Leaving" in lina.text
    with scope(service=people.service):
        assert Agreement.objects.count() == 1
        assert Accession.objects.filter(last_day=last).count() == 1


def test_a_model_is_looked_at_while_it_is_chosen(walk, people):
    draft = ready_agreement(people)
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/agreements/{draft.pk}/model/")

    lina.tick("Supportive")
    lina.page.locator("#model-change").get_by_text("Shared aim and freedom of implementation").wait_for()
    lina.check().button("Save")

    assert "Now required: Shared aim and freedom of implementation; Accession and withdrawal." in lina.text


def test_an_objective_is_told_while_it_is_typed(walk, people):
    """The input that used to meet all five letters: each contradiction is said before anything is saved."""
    draft = ready_agreement(people)
    with scope(service=people.service):
        objective = draft.objectives.last()
    lina = walk().sign_in(people.lina, PASSWORD).goto(f"/objectives/{objective.pk}/")

    lina.page.locator("[name=target]").fill("150")
    lina.page.locator("#at-target").get_by_text("A share is outside 0 to 100 %.").wait_for()
    lina.page.locator("[name=due_year]").fill("2020")
    lina.page.locator("#at-due").get_by_text("The due date has passed.").wait_for()
    lina.check()
    lina.tick("Reported without a target: shown, never met or missed")
    lina.page.locator("#assistant").get_by_text("is reported until").wait_for()

    assert not lina.page.locator("[name=target]").is_visible()
    assert lina.page.locator("#state-measurable").inner_text() == "Met"


def test_a_word_of_a_hundred_and_eighty_letters_widens_no_page(walk, people):
    draft = ready_agreement(people)
    with scope(service=people.service):
        draft.objectives.update(statement="x" * 180, indicator="https://example.org/" + "y" * 160)
        draft.parties.update(risk="z" * 180)
    lina = walk().sign_in(people.lina, PASSWORD)

    for page in ("", "text/", "send/", "comments/share/"):
        lina.goto(f"/agreements/{draft.pk}/{page}")  # each is measured at both widths
