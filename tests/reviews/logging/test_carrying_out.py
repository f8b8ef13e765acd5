"""R3, R9: a confirmed decision starts what follows from it, once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from partnerships.drafting.services.writing import draft_agreement
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.logging.services.logging import (
    decide_at_once,
    propose_decision,
    save_answers,
    save_assessment,
    set_actions,
)
from reviews.models import Review
from tests.factories.preparation import make_actor
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import DUE, REVIEW_DAY, make_running

rows = lent_review(make_running)

HELD = date(2027, 11, 18)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def decided(review: Review, by: Actor, decision: str, **answers) -> Review:
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(
        review=review, by=by, partners_say="Good", summary="Call sooner", commitment="same", worth="partly", **answers
    )
    return decide_at_once(review=review, by=by, decision=decision, reason="So it is", held_on=HELD, at=REVIEW_DAY)


def versions(review: Review) -> list[tuple[int, str, str]]:
    return list(review.partnership.agreements.order_by("version").values_list("version", "kind", "status"))


@pytest.mark.parametrize(("decision", "kind"), [("extend", "extension"), ("renew", "renewal")])
def test_a_decision_for_another_text_starts_its_draft_as_a_copy(planned, lina, decision, kind):
    decided(planned, lina, decision)
    assert versions(planned)[1:] == [(2, kind, "draft")]
    draft = planned.partnership.agreements.get(version=2)
    assert [each.lineage for each in draft.objectives.all()] == [
        each.lineage for each in planned.agreement.objectives.all()
    ]
    acts = LedgerEntry.objects.about(planned.partnership).order_by("seq").values_list("act", flat=True)
    assert list(acts)[-3:] == ["review.confirmed", "agreement.drafted", "review.planned"]


def test_an_adjustment_of_the_text_starts_an_amendment_and_others_none(planned, lina):
    decided(planned, lina, "adjust", changes_text=True)
    assert versions(planned)[1:] == [(2, "amendment", "draft")]


def test_going_on_or_ending_starts_no_draft(planned, lina):
    decided(planned, lina, "dissolve")
    assert len(versions(planned)) == 1


def test_a_draft_in_preparation_takes_the_decision(planned, lina):
    draft_agreement(partnership=planned.partnership, by=lina, title="In preparation", kind="amendment")
    decided(planned, lina, "renew")
    assert versions(planned)[1:] == [(2, "amendment", "draft")]


@pytest.mark.parametrize("decision", ["mainstream", "hand_over", "replace", "dissolve"])
def test_a_decision_to_end_is_followed_by_the_closing_review_not_by_another_yearly_one(planned, lina, decision):
    """R9; until the end is known, at the latest after twelve months."""
    decided(planned, lina, decision)
    following = planned.series.reviews.open().get()
    assert (following.is_closing, following.due_on) == (True, date(2028, 11, 18))


def test_after_the_closing_review_nothing_more_is_due(planned, lina):
    end_agreement(agreement=planned.agreement, by=lina, at=REVIEW_DAY.replace(month=6))
    planned.refresh_from_db()
    assert (planned.is_closing, planned.due_on) == (True, date(2027, 7, 20))
    decided(planned, lina, "dissolve")
    assert not Review.objects.open().exists()
    planned.partnership.refresh_from_db()
    assert planned.partnership.next_review_on is None


def test_going_on_keeps_the_usual_rhythm(planned, lina):
    decided(planned, lina, "continue")
    following = planned.series.reviews.open().get()
    assert following.is_closing is False
    assert following.due_on < DUE.replace(year=2028)  # held before its day: twelve months are the most


def proposed(review: Review, by: Actor, decision: str, **answers) -> str:
    """The address at which the manager confirms it."""
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(review=review, by=by, partners_say="Good", summary="x", commitment="same", worth="partly", **answers)
    if decision == "adjust":
        owner = make_actor(review.series.partnership, "Chamber of Crafts")
        set_actions(review=review, by=by, rows=[("Call the firms", owner, DUE), ("Ask the schools", owner, DUE)])
    propose_decision(review=review, by=by, decision=decision, reason="So it is", held_on=HELD, at=REVIEW_DAY)
    return reverse("reviews:review_confirm", args=[review.pk])


def test_confirming_says_what_there_is_now_because_of_it(planned, lina, in_scope, sign_in, time_machine_at):
    with time_machine_at(REVIEW_DAY):
        browser = sign_in(in_scope.lina)
        confirm = proposed(planned, lina, "adjust", changes_text=True)
        assert "The next step is yours: “Go on with the draft”" in words_on(browser.get(confirm))

        said = words_on(browser.post(confirm, follow=True))

    assert "The next review is planned. 2 corrective actions are open. The draft of version 2 is open." in said


def test_after_the_closing_review_no_further_one_is_said_to_be_planned(
    planned, lina, in_scope, sign_in, time_machine_at
):
    with time_machine_at(REVIEW_DAY):
        end_agreement(agreement=planned.agreement, by=lina, at=datetime(2027, 11, 1, 9, tzinfo=UTC))
        planned.refresh_from_db()
        confirm = proposed(planned, lina, "dissolve")

        said = words_on(sign_in(in_scope.lina).post(confirm, follow=True))

    assert "Confirmed. No further review is planned." in said
