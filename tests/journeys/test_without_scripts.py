"""The same chain with JavaScript off, and with the content security policy watching."""

import pytest
from django_scopes import scopes_disabled

from tests.cast import PASSWORD
from tests.factories import ready_agreement, sent_agreement, signed_agreement

from . import steps_forming, steps_reviewing, steps_signing
from .cast_of_partners import TITLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = ("rasa@service.example", "ona@youth.example", "jonas@alytus.example")


@pytest.mark.rehearse
def test_forming_and_signing_without_javascript(walk, people, mailbox):
    lina = walk(scripts=False).sign_in(people.lina, PASSWORD)
    steps_forming.register_partners(lina)
    steps_forming.start_partnership(lina)
    steps_forming.invite_partners(lina)
    assert lina.heading == TITLE

    draft = ready_agreement(people)
    lina.goto(f"/agreements/{draft.pk}/")
    lina.task("Changes to the agreement").fill("Text", "By a new version that all sign.").button("Save")
    lina.task("Check the text and send it for signature")
    lina.tick("I have read the full text").button("Finalise and send for signature")
    for address in ADDRESSES:
        steps_signing.sign(walk(scripts=False).goto(mailbox.link(address, "/sign/")))
    steps_signing.in_force(lina)


def test_logging_and_finding_without_javascript(walk, people):
    signed_agreement(people)
    jonas = walk(scripts=False, width=360).sign_in(people.jonas, PASSWORD)
    jonas.goto("/reviews/").link("Career support", within=jonas.page.locator("main table"), exact=False)
    jonas.link("Start with question 1")
    steps_reviewing.enter_result(jonas)
    assert "Question 2" in jonas.text

    visitor = walk(scripts=False).goto("/")
    visitor.fill("Words to search for", "nothing like this").button("Search")
    assert visitor.heading != "Find a partnership to learn from"


def pages_of(agreement, link: str) -> list[str]:
    with scopes_disabled():
        partnership = agreement.partnership_id
        review = agreement.partnership.series.first().reviews.first().pk if agreement.was_signed else None
    place, text = f"/partnerships/{partnership}/", f"/agreements/{agreement.pk}/"
    signed = [f"/reviews/{review}/", f"/reviews/{review}/objectives/1/", f"{place}propose/"] if review else []
    own = [place, f"{place}history/", f"{text}text/", f"{text}signatures/"]
    return ["/portfolio/", "/organisations/", *own, *signed, link]


def test_no_page_breaks_its_own_content_security_policy(walk, people, mailbox):
    running, out = signed_agreement(people), sent_agreement(people)
    lina = walk(strict=True)
    complaints = []
    lina.page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    lina.page.on("pageerror", lambda error: complaints.append(str(error)))
    lina.sign_in(people.lina, PASSWORD)
    link = mailbox.link(ADDRESSES[0], "/sign/")
    for address in [*pages_of(running, link), *pages_of(out, link), "/", "/search/?q=young", "/guidance/", "/about/"]:
        lina.goto(address)
        assert (lina.status, complaints) == (200, []), address
    lina.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b style=\"color: red\">x</b>')")
    assert ["Content Security Policy" in said for said in complaints] == [True]  # the policy is really watching
