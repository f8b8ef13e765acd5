"""A review is logged on a phone whose connection comes and goes: an answer is kept, says so, and arrives once (R3)."""

import json

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.logging.services import logging
from reviews.models import Review
from tests.cast import PASSWORD
from tests.reviews.conftest import make_running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "All three partners want to go on."
NOT_SENT = "Not sent yet"
WAITS = "has not been sent yet"
HOME = "/account/"
SENT = "has been sent."


@pytest.fixture
def review(people) -> Review:
    with scopes_disabled():
        return make_running(people)


@pytest.fixture
def page_of(review):
    return reverse("reviews:review_answers", args=[review.pk, "voices"])


@pytest.fixture
def lina(walk, people):
    return walk(width=360).sign_in(people.lina, PASSWORD)


def answer(walker, page: str, words: str = WORDS):
    walker.goto(page).fill("Feedback from partners", words)
    walker.find_button("Save and continue").click()
    return walker


def answer_offline(walker, page: str):
    walker.goto(page)
    walker.page.context.set_offline(True)
    walker.fill("Feedback from partners", WORDS)
    walker.find_button("Save and continue").click()
    said(walker, NOT_SENT)
    return walker


def said(walker, words: str) -> None:
    walker.page.locator("main [role=status]").get_by_text(words).first.wait_for()


def in_the_browser(walker) -> list[dict]:
    return [json.loads(each) for each in walker.page.evaluate("Object.values(localStorage)")]


def acts() -> int:
    """How often the answers were saved."""
    with scopes_disabled():
        return LedgerEntry.objects.filter(act="review.saved").count()


def saved(review: Review) -> str:
    with scopes_disabled():
        return Review.objects.get(pk=review.pk).partners_say


def is_signed_out(walker) -> None:
    """The page of a visitor is there, and its script has run: that erases what this browser held."""
    walker.page.get_by_role("link", name="Sign in").first.wait_for(timeout=30_000)
    walker.page.wait_for_function("() => localStorage.length === 0")


def comes_back(walker) -> None:
    walker.page.context.set_offline(False)


def closes_the_page(walker) -> None:
    """The connection is back when another page is opened."""
    context = walker.page.context
    walker.page.close()
    context.set_offline(False)
    walker.page = context.new_page()


def no_answer_arrives(route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def goes_on_without_sending(walker) -> None:
    """Another page was opened, and then the connection is gone again: no answer reaches the server."""
    walker.page.context.route("**/answers/**", no_answer_arrives)
    closes_the_page(walker)
    walker.page.goto(HOME)
    said(walker, WAITS)


def test_an_answer_without_connection_is_kept_and_said_and_sent_once(lina, page_of, review):
    answer_offline(lina, page_of).check()
    lina.page.wait_for_timeout(1500)  # what is typed is kept a second after the last key: not said beside it
    assert (NOT_SENT in lina.text, "could not be kept" in lina.text) == (True, False)
    [kept] = in_the_browser(lina)
    assert (["partners_say", WORDS] in kept["fields"], "csrf" in str(kept), acts()) == (True, False, 0)

    comes_back(lina)
    lina.page.wait_for_url("**/answers/learnt/")  # it goes on where the button leads

    assert (saved(review), acts(), in_the_browser(lina)) == (WORDS, 1, [])
    lina.check()


def test_the_page_is_closed_and_another_one_sends_it(lina, page_of, review):
    answer_offline(lina, page_of)
    closes_the_page(lina)

    lina.page.goto(HOME)

    said(lina, SENT)
    lina.check()
    assert (saved(review), acts(), in_the_browser(lina)) == (WORDS, 1, [])
    lina.goto(HOME)
    assert (SENT in lina.text, acts()) == (False, 1)


def test_another_page_says_what_waits_and_sends_it_when_asked(lina, page_of, review):
    answer_offline(lina, page_of)
    goes_on_without_sending(lina)
    lina.check()

    lina.page.context.unroute("**/answers/**")
    lina.find_button("Send now").click()

    said(lina, SENT)
    assert (saved(review), acts()) == (WORDS, 1)


def test_the_page_that_sent_it_shows_it(lina, page_of, review):
    goes_on_without_sending(answer_offline(lina, page_of))
    lina.page.context.unroute("**/answers/**")

    lina.page.goto(page_of)

    said(lina, SENT)
    assert (lina.field("Feedback from partners").input_value(), saved(review), acts()) == (WORDS, WORDS, 1)


def test_what_is_being_typed_is_not_taken_away(lina, page_of, review):
    """The page is open again, and its owner writes in it while the answer from before is sent."""
    goes_on_without_sending(answer_offline(lina, page_of))
    lina.page.goto(page_of)
    said(lina, WAITS)
    lina.fill("Feedback from clients", "Sixty answered.")
    lina.page.context.unroute("**/answers/**")

    lina.page.evaluate("dispatchEvent(new Event('online'))")

    said(lina, SENT)
    assert (lina.field("Feedback from clients").input_value(), saved(review)) == ("Sixty answered.", WORDS)


def test_who_no_longer_wants_it_discards_it(lina, page_of):
    answer_offline(lina, page_of)
    goes_on_without_sending(lina)
    lina.page.on("dialog", lambda dialog: dialog.accept())

    lina.button("Discard")

    assert (in_the_browser(lina), WAITS in lina.text, acts()) == ([], False, 0)


def test_answers_that_are_lost_on_the_way_double_nothing(lina, page_of, review):
    """The server has the form and answers; twice the answer does not reach the browser."""
    asked = []

    def lose(route):
        asked.append(route.fetch().status)
        route.abort()

    lina.goto(page_of)
    lina.page.route("**/answers/voices/", lose, times=2)
    lina.fill("Feedback from partners", WORDS).find_button("Save and continue").click()
    said(lina, NOT_SENT)
    lina.page.evaluate("dispatchEvent(new Event('online'))")
    lina.page.wait_for_function("() => Object.values(localStorage).every(each => JSON.parse(each).tries === 2)")
    lina.page.wait_for_timeout(500)
    lina.page.evaluate("dispatchEvent(new Event('online'))")
    lina.page.wait_for_url("**/answers/learnt/")

    assert (asked, saved(review), acts(), in_the_browser(lina)) == ([204, 204], WORDS, 1, [])
    assert "sent twice" not in lina.text  # the person did nothing twice


def test_a_page_of_another_network_is_no_receipt(lina, page_of, review):
    """A hotel answers everything with its own page until one has agreed to its terms."""
    lina.goto(page_of)
    lina.page.route("**/answers/voices/", lambda route: route.fulfill(status=200, body="Welcome! Agree."), times=1)
    lina.fill("Feedback from partners", WORDS).find_button("Save and continue").click()
    said(lina, NOT_SENT)
    assert (len(in_the_browser(lina)), acts()) == (1, 0)

    lina.find_button("Save and continue").click()  # who does not want to wait
    lina.page.wait_for_url("**/answers/learnt/")

    assert (saved(review), acts(), in_the_browser(lina)) == (WORDS, 1, [])


def test_who_writes_on_is_not_sent_away_and_saves_once_more(lina, page_of, review):
    answer_offline(lina, page_of).fill("Feedback from clients", "Sixty")
    assert NOT_SENT not in lina.text

    comes_back(lina)
    lina.page.wait_for_timeout(1000)
    assert (lina.path, acts()) == (page_of, 0)
    lina.fill("Feedback from clients", "Sixty answered.").button("Save and continue")

    with scopes_disabled():
        assert Review.objects.get(pk=review.pk).clients_say == "Sixty answered."
    assert (saved(review), acts(), in_the_browser(lina)) == (WORDS, 1, [])


def test_an_answer_that_cannot_be_delivered_says_so(lina, page_of, review):
    """The review has been deleted meanwhile."""
    answer_offline(lina, page_of)
    with scopes_disabled():
        review.delete()
    closes_the_page(lina)

    lina.page.goto(HOME)

    said(lina, "its page is no longer open to you")
    assert WORDS in str(in_the_browser(lina.check()))


def test_nothing_stays_for_longer_than_a_week(lina, page_of):
    [kept] = in_the_browser(answer_offline(lina, page_of))
    old = json.dumps(kept | {"at": kept["at"] - 8 * 24 * 60 * 60 * 1000})
    lina.page.evaluate("old => localStorage.setItem(Object.keys(localStorage)[0], old)", old)
    closes_the_page(lina)

    lina.goto(HOME)

    assert (in_the_browser(lina), acts()) == ([], 0)


def test_the_decision_is_saved_with_the_return_key_too(lina, review, people):
    """Its form has a list, whose first button has no words: pressing Return uses it."""
    with scopes_disabled():
        by = Actor.user(people.lina)
        objective = review.agreement.objectives.get()
        logging.save_assessment(
            review=review, objective=objective, by=by, judgement="will_reach", comment="As agreed.", measurement=None
        )
        answers = {"summary": "Evening calls.", "worth": "yes", "partners_say": WORDS, "commitment": "better"}
        logging.save_answers(review=review, by=by, **answers)
    lina.goto(reverse("reviews:review_decision", args=[review.pk])).tick("Continue")
    lina.page.context.set_offline(True)
    lina.field("Day").press("Enter")
    said(lina, NOT_SENT)

    comes_back(lina)
    lina.page.wait_for_url("**/check/")

    with scopes_disabled():
        assert Review.objects.get(pk=review.pk).decision == "continue"


def test_a_double_click_sends_once_and_the_other_button_leads_elsewhere(lina, page_of, review):
    posts = []
    lina.page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    lina.goto(page_of).fill("Feedback from partners", WORDS)

    lina.find_button("Save and exit").dblclick()
    lina.page.wait_for_url(f"**/reviews/{review.pk}/")

    assert [url for url in posts if url.endswith(page_of)] == posts[-1:]
    assert ("Saved. You can continue at any time" in lina.check().text, acts()) == (True, 1)


def test_a_refused_answer_shows_what_is_wrong(lina, review):
    lina.goto(reverse("reviews:review_objective", args=[review.pk, 1])).tick("No value is available")
    lina.tick("It will reach its target").button("Save and continue")

    assert "Give the reason" in lina.page.locator("#errors").inner_text()
    assert lina.page.title().startswith("Error:")
    assert lina.page.evaluate("document.activeElement.id") == "errors"
    assert in_the_browser(lina) == []
    lina.fill("Reason", "The register opens in May.").button("Save and continue")
    assert (acts(), lina.path) == (1, f"/reviews/{review.pk}/answers/together/")


def test_what_is_refused_later_waits_on_its_page(lina, page_of, review, people):
    """Another person answered meanwhile: both texts count, and nothing is overwritten."""
    answer_offline(lina, page_of)
    with scopes_disabled():
        logging.save_answers(review=review, by=Actor.user(people.jonas), partners_say="One wants to leave.")
    closes_the_page(lina)

    lina.page.goto(HOME)
    said(lina, "has arrived but is not saved yet")
    lina.check().link("Open the page")

    assert (lina.path, lina.field("Feedback from partners").input_value()) == (page_of, WORDS)
    assert (saved(review), in_the_browser(lina)) == ("One wants to leave.", [])


def test_a_session_that_ended_meanwhile_loses_nothing(lina, page_of, people):
    answer_offline(lina, page_of)
    lina.page.context.clear_cookies(name="sessionid")

    comes_back(lina)
    lina.page.wait_for_url("**/account/login/**")

    assert "so nothing was saved yet" in lina.text
    assert (in_the_browser(lina), acts()) == ([], 0)
    with scopes_disabled():
        assert UnsavedInput.objects.get().user == people.lina
    lina.fill("Email", people.lina.email).fill("Password", PASSWORD).button("Sign in")
    assert lina.field("Feedback from partners").input_value() == WORDS


def test_signing_out_sends_first_and_leaves_nothing(lina, page_of, review):
    answer_offline(lina, page_of)
    goes_on_without_sending(lina)
    lina.page.context.unroute("**/answers/**")

    lina.page.locator("header").get_by_role("button", name="Sign out").click()

    is_signed_out(lina)
    assert (saved(review), acts()) == (WORDS, 1)


def test_signing_out_asks_when_something_cannot_be_sent_and_erases_it(lina, page_of):
    answer_offline(lina, page_of)
    goes_on_without_sending(lina)
    asked = []
    sign_out = lina.page.locator("header").get_by_role("button", name="Sign out")

    lina.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    with lina.page.expect_event("dialog"):
        sign_out.click()
    said(lina, WAITS)
    assert len(in_the_browser(lina)) == 1
    lina.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    with lina.page.expect_event("dialog"):
        sign_out.click()
    is_signed_out(lina)

    assert (in_the_browser(lina), len(asked), acts()) == ([], 2, 0)
    assert "deleted from this browser" in asked[0]


def test_a_browser_that_does_not_know_how_to_clear_itself_is_cleared_too(lina, page_of):
    goes_on_without_sending(answer_offline(lina, page_of))

    def without_the_header(route) -> None:
        answer = route.fetch(max_redirects=0)
        kept = {name: value for name, value in answer.headers.items() if name != "clear-site-data"}
        route.fulfill(status=answer.status, headers=kept)

    lina.page.route("**/account/logout/", without_the_header)
    lina.page.on("dialog", lambda dialog: dialog.accept())
    lina.page.locator("header").get_by_role("button", name="Sign out").click()
    is_signed_out(lina)

    assert (in_the_browser(lina), acts()) == ([], 0)


def test_another_person_on_this_browser_sees_nothing_of_it(lina, page_of, review, people):
    answer_offline(lina, page_of)
    lina.page.context.clear_cookies()
    lina.page.context.route("**/answers/**", no_answer_arrives)
    closes_the_page(lina)
    lina.goto("/account/login/")
    assert (len(in_the_browser(lina)), WAITS in lina.text) == (1, False)  # a page of nobody names no page

    lina.sign_in(people.jonas, PASSWORD)
    lina.page.context.unroute("**/answers/**")
    lina.goto(HOME)

    assert (in_the_browser(lina), WORDS in lina.page.content(), saved(review), acts()) == ([], False, "", 0)


def test_without_scripts_the_browser_sends_it_as_ever(walk, people, page_of, review):
    plain = walk(scripts=False).sign_in(people.lina, PASSWORD)

    answer(plain, page_of).page.wait_for_url("**/answers/learnt/")

    assert (saved(review), acts()) == (WORDS, 1)
