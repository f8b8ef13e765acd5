"""What reviewers judged stands beside what the figures say, and a difference is named (O2, R3)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Assessment
from reviews.results.rules.reviewed import differs, is_over, judgement_words
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import results_of
from tests.pages import words_on
from tests.reviews.conftest import make_objective

HELD = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("verdict", "judgement", "is_different"),
    [
        ("behind", "will_reach", True),
        ("missed", "can_reach", True),
        ("met", "will_miss", True),
        ("behind", "can_reach", False),
        ("not_yet_met", "will_reach", False),
        ("behind", "no_longer_fits", False),
        ("judged_by_people", "will_miss", False),
    ],
)
def test_only_the_opposite_is_a_difference(verdict, judgement, is_different):
    assert differs(verdict, judgement) == is_different


def test_the_words_fit_an_objective_without_a_target():
    assert "target" in judgement_words("will_reach", "value")
    assert "target" not in "".join(judgement_words(code, "judged") for code in ("will_reach", "can_reach", "will_miss"))


def test_of_what_is_over_nothing_is_expected_any_more():
    """O2: the words fit the past, and to have reached a part is not against a missed target."""
    for kind in ("value", "judged", "reported"):
        said = [judgement_words(code, kind, over=True) for code in ("will_reach", "can_reach", "will_miss")]
        assert not any("will" in words or "can " in words for words in said)
    assert "target" not in judgement_words("will_miss", "reported", over=True)
    assert differs("missed", "can_reach")
    assert not differs("missed", "can_reach", over=True)
    assert differs("missed", "will_reach", over=True)


@pytest.mark.parametrize(
    ("due", "is_closing", "over"),
    [(date(2026, 11, 19), False, True), (HELD, False, False), (None, False, False), (None, True, True)],
)
def test_a_review_looks_back_at_what_was_due_before_or_when_all_is_over(due, is_closing, over):
    assert is_over(due=due, day=HELD, is_closing=is_closing) is over


def reviewed(planned, objective, judgement: str) -> None:
    type(planned).objects.filter(pk=planned.pk).update(
        status="confirmed", held_on=HELD, decision="continue", reason="It works"
    )
    Assessment.objects.create(review=planned, objective=objective, judgement=judgement)


def test_the_partnership_page_shows_both_and_says_that_they_differ(planned, in_scope, sign_in):
    objective = planned.agreement.objectives.get()
    objective.baseline_value, objective.baseline_date = Decimal(0), "2026-01-01"
    objective.due = "2027-01-01"
    objective.save()
    day = PartialDate.parse("2026-11-01")
    enter_value(objective=objective, by=Actor.user(in_scope.jonas), as_of=day, source="register", value=Decimal(90))
    judged = make_objective(planned.agreement, "Trust grows", target=None, target_kind="judged")
    reviewed(planned, objective, "will_reach")
    reviewed(planned, judged, "can_reach")

    page = words_on(sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[planned.partnership.pk])))

    assert "Behind." in page
    assert "Review of 20 November 2026: It will reach its target as things are. The figures say otherwise." in page
    assert "Assessed by the reviewers." in page
    assert "The intended change can still come about, if something changes. The figures" not in page
    first, second = results_of(planned.agreement, HELD)
    assert (first.differs, second.differs) == (True, False)


def test_a_review_that_is_not_confirmed_says_nothing_yet(planned):
    objective = planned.agreement.objectives.get()
    Assessment.objects.create(review=planned, objective=objective, judgement="will_miss")

    (result,) = results_of(planned.agreement, HELD)

    assert result.judged is None
