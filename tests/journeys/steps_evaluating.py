"""A look from outside: invited, written part by part, handed in, answered, and read by who wrote it."""

import datetime

from django.utils import timezone

from .walker import Mailbox, Walker, body

EVALUATOR, NAME = "Erik", "Evaluation after the first year"
QUESTIONS = ("Did more find work than would have without it?", "What did a job cost?")
DANGERS = {
    "Were targets too easily met?": ("No", "The control group reached half of them."),
    "Did it leave the problem aside?": ("No", "Two of three had left school early."),
    "Did it go on for its own sake?": ("No", "It has a last day, and the schools would miss it."),
    "Did its mission creep?": ("In part", "Training of teachers is not in the signed text."),
}
FINDING, UNANSWERED = "Seven of ten found work", "The accounts name no courses."
ADVICE = {"Keep the control group": FINDING, "Say who trains teachers": "Did its mission creep?"}
REFUSAL = "The law gives it to the schools."


def invite(lina: Walker) -> None:
    lina.link("Invite an evaluator").button("Invite")
    assert lina.status == 422
    lina.select("Evaluator", "Erik, erik@example.org").fill("Name of the evaluation", NAME)
    lina.fill("How the evaluator was chosen", "Call for tenders; paid by the service")
    lina.fill("Questions that the evaluation", "\n".join(QUESTIONS))
    lina.date("Hand in by", in_days(30)).date("May read the partnership until", in_days(60)).button("Invite")
    assert "What is being written is read by its evaluator alone." in lina.text


def open_invitation(erik: Walker, mailbox: Mailbox, password: str, user) -> None:
    """The link of the mail leads to the form for signing in, and from there to the evaluation."""
    erik.goto(mailbox.link(user.email, "/reviews/evaluations/"))
    erik.fill("Email", user.email).fill("Password", password).button("Sign in")
    assert erik.heading == NAME


def write(erik: Walker) -> None:
    """Six parts, each saved on its own; what is missing is named before anything is handed in."""
    erik.link("What is missing")
    assert "State your independence in your own words." in erik.text
    erik.link("Back to the parts").link("Start writing")
    erik.fill("Your statement of independence", "I hold no post with a party, and my pay does not depend on it.")
    erik.button("Save and go on")
    erik.fill("Could not be answered, because", UNANSWERED, within=erik.group("Question 2")).button("Save and go on")
    finding = erik.group("Finding 1")
    erik.fill("Finding in one sentence", FINDING, within=finding).fill("Rests on", "Client register", within=finding)
    erik.select("Answers the question", QUESTIONS[0], within=finding).button("Save and go on")
    for danger, (answer, why) in DANGERS.items():
        erik.tick(answer, group=danger).fill(f"Why: {danger}", why)
    erik.button("Save and go on")
    advise(erik)
    erik.button("Save and go on")
    erik.fill("In three sentences", "It works. It costs little. It should say what it is for.")
    erik.fill("How it was done", "Two registers, eleven talks.").button("Save this part")
    assert "6 of 6 done" in erik.text


def advise(erik: Walker) -> None:
    for number, (advice, source) in enumerate(ADVICE.items(), start=1):
        if number > 1:
            erik.add_line("Add a recommendation")
        line = erik.group(f"Recommendation {number}")
        erik.fill("Recommendation", advice, within=line).select("Follows from", source, within=line)
        erik.fill("To whom", "The management", within=line)


def hand_in(erik: Walker) -> None:
    erik.link("Hand in").button("Hand in")
    assert "Handed in. The management has been told by e-mail." in erik.text
    assert "No contact, signatory, representative or member of the team has this name or address." in erik.text


def answer(lina: Walker, mailbox: Mailbox, address: str) -> None:
    """Each recommendation: one becomes an action with a person and a day, one is refused with a reason."""
    lina.goto(mailbox.link(address, "/reviews/evaluations/"))
    lina.link("Answer recommendation 1").tick("We accept it.").button("Save this answer")
    assert "Choose who does it: what is accepted becomes an action." in lina.text
    lina.select("Who does it", "Jonas").date("By when", in_days(40)).button("Save this answer")
    lina.link("Answer recommendation 2").tick("We do not accept it.").fill("In words", REFUSAL)
    lina.button("Save this answer")
    lina.link("Send the answers").button("Send the answers")
    assert f"{EVALUATOR} handed it in on" in lina.text
    assert "The answers have been sent to the evaluator, and the actions are open." in lina.text
    assert "Action, open" in lina.text


def read_answers(erik: Walker, mailbox: Mailbox, address: str) -> None:
    assert REFUSAL in body(mailbox.latest(address))
    erik.goto(mailbox.link(address, "/reviews/evaluations/"))
    assert REFUSAL in erik.text
    assert "Jonas, by" in erik.text


def sees_no_form_of_the_office(erik: Walker, review: int) -> None:
    """The review is read; what the office writes there is not the evaluator's."""
    erik.goto(f"/reviews/{review}/")
    assert erik.status == 200
    assert erik.page.get_by_role("link", name="Start with question 1").count() == 0
    for form in ("objectives/1/", "answers/learnt/", "decision/", "confirm/"):
        erik.goto(f"/reviews/{review}/{form}")
        assert erik.status == 403, form


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
