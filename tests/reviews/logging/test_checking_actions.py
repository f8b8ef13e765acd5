"""R4, O5, O8: earlier actions are looked at one by one, beside what cannot be counted and what was put in."""

from datetime import date

import pytest

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.feedback.services.giving import answer_feedback, enter_feedback
from reviews.follow_up.services.actions import open_action
from reviews.logging.services.checking_actions import Check, save_checks
from reviews.logging.services.facts import actions_to_check
from reviews.logging.services.logging import decide_at_once, save_answers, save_assessment
from reviews.models import CorrectiveAction
from tests.factories.meetings import held_meeting
from tests.lending import lent_review
from tests.reviews.conftest import REVIEW_DAY, make_running

from .test_pages import posted_seen, url

rows = lent_review(make_running)

HELD = date(2027, 11, 18)
LATER = date(2028, 6, 1)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def actions(planned, partner, lina) -> list[CorrectiveAction]:
    named = ("Call sooner", "Ask four towns for rooms", "Print leaflets")
    return [
        open_action(partnership=planned.partnership, by=lina, text=text, due_on=date(2027, 6, 1), owner=partner)
        for text in named
    ]


def confirm(review, by):
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(review=review, by=by, partners_say="Good", summary="Call sooner", commitment="same", worth="partly")
    return decide_at_once(review=review, by=by, decision="continue", reason="It is", held_on=HELD, at=REVIEW_DAY)


def test_what_the_review_finds_of_each_takes_effect_with_the_confirmation(planned, actions, lina):
    done, goes_on, dropped = actions
    save_checks(
        review=planned,
        by=lina,
        checks=[
            Check(done, "done", "All are called within two days"),
            Check(goes_on, "goes_on", "Two towns have answered", LATER),
            Check(dropped, "dropped", "Nobody reads them"),
        ],
    )
    assert CorrectiveAction.objects.open().count() == 3  # nothing starts before the review is confirmed
    confirm(planned, lina)
    for action in actions:
        action.refresh_from_db()
    assert (done.closed_on, done.result, done.is_given_up) == (HELD, "All are called within two days", False)
    assert (goes_on.closed_on, goes_on.due_on) == (None, LATER)
    assert (dropped.closed_on, dropped.is_given_up) == (HELD, True)
    acts = [LedgerEntry.objects.about(each).first().act for each in actions]
    assert acts == ["action.confirmed", "action.extended", "action.given_up"]
    following = planned.series.reviews.open().get()
    assert actions_to_check(following) == [goes_on]


def test_an_action_of_another_partnership_is_not_checked_here(planned, actions, in_scope, lina):
    other = make_running(in_scope, title="Another")
    foreign = open_action(partnership=other.partnership, by=lina, text="Foreign", due_on=LATER, person=in_scope.jonas)
    save_checks(review=planned, by=lina, checks=[Check(foreign, "done", "Taken")])
    assert not planned.action_checks.exists()


def answers(action: CorrectiveAction, outcome: str, **more: str) -> dict[str, str]:
    return {f"{name}_{action.pk}": value for name, value in {"outcome": outcome, **more}.items()}


def test_the_page_asks_what_became_of_each_and_keeps_half_of_it(planned, actions, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    address = url("review_actions", planned.pk)
    page = jonas.get(address).content.decode()
    assert all(action.text in page for action in actions)
    done, goes_on, _last = actions
    wrong = answers(done, "done") | answers(goes_on, "goes_on")
    refused = jonas.post(address, {**wrong, "seen": posted_seen(jonas, address)})
    assert (refused.status_code, dict(refused.context["form"].errors)) == (
        422,
        {
            f"note_{done.pk}": ["State the result, or why it is given up."],
            f"due_on_{goes_on.pk}": ["Name the day until which it continues."],
        },
    )
    half = answers(done, "done", note="All called", due_on_day="1", due_on_month="1", due_on_year="2028")
    assert jonas.post(address, {**half, "seen": posted_seen(jonas, address)}).status_code == 302
    check = planned.action_checks.get()
    assert (check.action, check.note, check.due_on) == (done, "All called", None)
    assert "0 of 5 done" in jonas.get(url("review", planned.pk)).content.decode()


def test_the_page_is_there_only_where_something_is_open(planned, in_scope, sign_in):
    assert sign_in(in_scope.jonas).get(url("review_actions", planned.pk)).status_code == 404


def test_soft_indicators_resources_and_context_are_kept_and_read(planned, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    for step, typed in (
        ("together", {"commitment": "better", "trust": "worse", "together_say": "All came to each meeting"}),
        ("resources", {"resources_used": "less", "resources_say": "One post stayed open", "context_say": "A new law"}),
    ):
        address = url("review_answers", planned.pk, step)
        assert jonas.post(address, {**typed, "seen": posted_seen(jonas, address)}).status_code == 302
    page = jonas.get(url("review_check", planned.pk)).content.decode()
    for said in (
        "Commitment of the partners: Better than before",
        "Trust between the partners: Worse than before",
        "All came to each meeting",
        "Resources: Less than planned",
        "One post stayed open",
        "A new law",
    ):
        assert said in page


def test_what_a_meeting_agreed_and_what_feedback_led_to_are_looked_at_too(planned, in_scope, lina):
    """R4, R7, R8."""
    user = in_scope.lina
    meeting = held_meeting(planned.partnership, user)
    agreed = {"by": lina, "due_on": LATER, "person": user}
    of_meeting = open_action(partnership=planned.partnership, text="A second team", meeting=meeting, **agreed)
    said = enter_feedback(partnership=planned.partnership, by=lina, text="Too cold.", is_of_clients=True)
    answer_feedback(feedback=said, outcome="taken_up", answer="We heat.", action_text="Heat the room", **agreed)
    said.refresh_from_db()
    assert set(actions_to_check(planned)) == {of_meeting, said.action}
