"""R3: what a review decided and nobody has done yet is shown until it is done."""

from datetime import date

import pytest

from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement
from partnerships.portfolio.services.ready import partnership_changed
from pes_partnerships.ledger.services import Actor
from reviews.agenda.services import CARRY_OUT, decision_tasks
from reviews.agenda.views.waiting import tell_decisions
from reviews.models import Review
from tests.lending import lent_review
from tests.reviews.conftest import REVIEW_DAY, make_running

rows = lent_review(make_running)

TODAY = date(2027, 12, 1)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def confirmed(review: Review, decision: str, **fields) -> Review:
    fields |= {"status": "confirmed", "reason": "So it is", "held_on": date(2027, 11, 18), "confirmed_at": REVIEW_DAY}
    Review.objects.filter(pk=review.pk).update(decision=decision, **fields)
    review.refresh_from_db()
    return review


def waiting(*reviews: Review) -> list[int]:
    tasks = decision_tasks(partnerships=[each.series.partnership_id for each in reviews], today=TODAY)
    assert {task.kind for task in tasks} <= {CARRY_OUT}
    return [task.ref for task in tasks]


@pytest.mark.parametrize("decision", ["mainstream", "hand_over", "replace", "dissolve"])
def test_a_decision_to_end_waits_until_the_partnership_has_ended(planned, decision):
    review = confirmed(planned, decision)
    assert waiting(review) == [review.pk]
    partnership = review.partnership
    partnership.ended_on, partnership.end_reason = date(2027, 12, 1), "no_value"
    partnership.save()
    assert waiting(review) == []


@pytest.mark.parametrize(
    ("decision", "changes_text", "waits"),
    [
        ("renew", False, True),
        ("extend", False, True),
        ("adjust", True, True),
        ("adjust", False, False),
        ("continue", False, False),
    ],
)
def test_another_text_waits_until_its_draft_is_begun(planned, lina, decision, changes_text, waits):
    review = confirmed(planned, decision, changes_text=changes_text)
    assert waiting(review) == ([review.pk] if waits else [])
    draft = draft_agreement(partnership=review.partnership, by=lina, title="Next", kind="amendment")
    assert waiting(review) == []
    Agreement.objects.filter(pk=draft.pk).update(status="withdrawn")  # discarded: it waits again
    assert waiting(review) == ([review.pk] if waits else [])


def test_a_later_review_answers_what_an_earlier_one_decided(planned):
    confirmed(planned, "dissolve")
    later = Review.objects.create(
        series=planned.series, agreement=planned.agreement, number=2, due_on=date(2028, 11, 30), planned_at=REVIEW_DAY
    )
    confirmed(later, "continue", held_on=date(2028, 11, 20))
    assert waiting(later) == []


def test_it_is_told_with_its_day_its_decision_and_where_to_do_it(planned, in_scope, django_assert_num_queries):
    reviews = [confirmed(planned, "dissolve"), *(confirmed(make_running(in_scope), "renew") for _ in range(2))]
    keys = [each.series.partnership_id for each in reviews]
    for number in (1, 3):
        with django_assert_num_queries(2 if number > 1 else 1):
            decision_tasks(partnerships=keys[:number], today=TODAY)
    told = tell_decisions([type("Row", (), {"ref": each.pk}) for each in reviews], TODAY)
    ends, drafts = told[reviews[0].pk], told[reviews[1].pk]
    assert (ends.url.endswith(f"/end/?review={reviews[0].pk}"), drafts.url.endswith("/agreements/new/")) == (True, True)
    assert ends.reason == "Decided at the review on 18 November 2027: End."


def test_the_portfolio_shows_it(planned, in_scope, sign_in):
    review = confirmed(planned, "dissolve")
    partnership_changed(keys=[review.series.partnership_id])
    page = sign_in(in_scope.lina).get("/portfolio/").content.decode()
    assert "Carry out the decision: end the partnership" in page
