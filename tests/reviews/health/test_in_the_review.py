"""R6, O5: the result of a health check stands in the next review, beside the question about working together."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.health.services.facts import check_for
from reviews.models import HealthCheck, Review
from tests.factories.health import all_answered, opened
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_running

rows = lent_review(make_running)

APART = [{7: 4}, {7: 4}, {7: 4}, {7: 1}, {7: 1}, {7: 2}]
SENTENCE = "Answers differ widely on “Sharing work and reward”."


@pytest.fixture
def closed(check) -> HealthCheck:
    return all_answered(check, *APART)


def question(review) -> str:
    return reverse("reviews:review_answers", args=[review.pk, "together"])


def overview(review) -> str:
    return reverse("reviews:review", args=[review.pk])


def confirm(review) -> None:
    now = timezone.now()
    Review.objects.filter(pk=review.pk).update(
        status="confirmed", confirmed_at=now, held_on=now.date(), decision="continue", reason="It works."
    )


def test_three_sentences_stand_above_the_question_and_among_what_is_filled_in(planned, closed, in_scope, sign_in):
    staff = sign_in(in_scope.jonas)
    words = words_on(staff.get(question(planned)))
    assert words.index(SENTENCE) < words.index("Commitment of the partners")
    aside = words_on(staff.get(overview(planned))).split("Filled in for you")[1]
    assert SENTENCE in aside
    assert "6 of 7 people answered" in aside
    assert SENTENCE not in words_on(staff.get(reverse("reviews:review_answers", args=[planned.pk, "learnt"])))


def test_an_open_check_says_nothing_yet(planned, check, in_scope, sign_in):
    words = words_on(sign_in(in_scope.lina).get(overview(planned)))
    assert "the partners have not been asked how well they work together" in words
    assert "have not been asked" not in words_on(sign_in(in_scope.jonas).get(overview(planned)))


def test_a_review_has_the_newest_check_of_its_own_time(planned, partnership, people, closed, in_scope):
    newer = all_answered(opened(partnership, in_scope.lina, people), *APART)
    assert check_for(planned) == newer

    confirm(planned)
    planned.refresh_from_db()
    following = Review.objects.create(
        series=planned.series,
        agreement=planned.agreement,
        number=2,
        due_on=planned.due_on + datetime.timedelta(365),
        planned_at=planned.confirmed_at,
    )
    assert check_for(following) is None, "it has been discussed already"
    later = all_answered(opened(partnership, in_scope.lina, people), *APART)
    assert (check_for(following), check_for(planned)) == (later, newer)


def test_a_confirmed_review_keeps_what_it_was_told(planned, closed, in_scope, sign_in):
    confirm(planned)
    words = words_on(sign_in(in_scope.vytas).get(overview(planned)))
    assert SENTENCE in words


def test_the_result_leads_to_the_review_that_is_open(planned, closed, in_scope, sign_in):
    answer = sign_in(in_scope.vytas).get(reverse("reviews:health_check", args=[closed.pk]))
    assert f'href="{overview(planned)}"' in answer.content.decode()
