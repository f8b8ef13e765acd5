"""R9, R4: what the page of an ending shows of reviews and actions, and how a review fills the form of an end."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.ending.services.clock import sweep_endings
from partnerships.ending.services.deciding import decide_ending, stop_ending
from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Ending
from reviews.agenda.services import decision_tasks
from reviews.follow_up.services.actions import close_action, open_action
from reviews.models import Review
from tests.factories import signed_agreement
from tests.factories.dialogue import in_days
from tests.factories.forming import BY
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def signed(in_scope, rows):
    return rows.agreement()


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def url_of(page: str, key: object) -> str:
    return reverse(f"partnerships:{page}", args=[key])


def held(signed, decision: str, **fields) -> Review:
    review = Review.objects.get(series__partnership=signed.partnership)
    values = {"status": "confirmed", "held_on": in_days(-3), "decision": decision, "reason": "Others do it better."}
    Review.objects.filter(pk=review.pk).update(**values | fields)
    return review


def test_open_actions_wait_for_a_decision_until_they_are_closed(signed, in_scope, lina):
    action = open_action(
        partnership=signed.partnership, by=BY, text="Call the firms", due_on=in_days(9), person=in_scope.jonas
    )
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")
    page = url_of("ending", signed.partnership_id)

    answer = lina.get(page)

    assert "Corrective action “Call the firms”" in words_on(answer)
    assert f'href="{reverse("reviews:action", args=[action.pk])}"' in answer.content.decode()
    close_action(action=action, by=BY, result="Handed over to the city.", closed_on=in_days(0))
    assert "Call the firms" not in words_on(lina.get(page))


def test_the_open_review_becomes_the_closing_one_and_begins_after_the_end(signed, in_scope, lina):
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")

    page = words_on(lina.get(url_of("ending", signed.partnership_id)))

    assert Review.objects.get().is_closing
    assert "Closing review" in page
    assert "Begin the closing review" not in page


def test_the_closing_review_keeps_the_day_that_was_announced(signed, in_scope):
    """The clock ends the partnership after its last day; the day of the review does not move with it."""
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")
    assert Review.objects.get().due_on == in_days(70)

    sweep_endings(now=timezone.now() + datetime.timedelta(days=43))

    review = Review.objects.get()
    assert (review.due_on, review.is_closing, review.series.ended_on) == (in_days(70), True, in_days(43))


def test_an_end_at_once_brings_a_later_closing_review_forward(signed, in_scope):
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")
    end_partnership(partnership=signed.partnership, by=BY, ended_on=in_days(0), reason="no_value")
    assert Review.objects.get().due_on == in_days(30)


def test_a_stopped_ending_gives_the_agreement_its_own_end_and_its_review_back(signed, in_scope):
    own, due = signed.ends_latest, Review.objects.get().due_on
    ending = decide_ending(
        partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x"
    )
    signed.refresh_from_db()
    assert signed.ends_latest == in_days(40)

    stop_ending(ending=ending, user=in_scope.lina, stop_reason="New money.")

    signed.refresh_from_db()
    review = Review.objects.get()
    assert (signed.ends_latest, review.due_on, review.is_closing) == (own, due, False)


def test_an_end_that_is_decided_answers_the_review_that_asked_for_it(signed, in_scope):
    review = held(signed, "dissolve", confirmed_at=timezone.now())
    assert [task.ref for task in decision_tasks(partnerships=[signed.partnership_id], today=in_days(0))] == [review.pk]

    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")

    assert decision_tasks(partnerships=[signed.partnership_id], today=in_days(0)) == []


def test_a_review_before_the_end_is_shown_as_such(signed, in_scope, lina):
    Review.objects.update(due_on=in_days(20))
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=in_days(40), reason="no_value", note="x")

    page = words_on(lina.get(url_of("ending", signed.partnership_id)))

    assert "Review before the end" in page
    assert "Begin the closing review" not in page


@pytest.mark.parametrize(
    ("decision", "reason"), [("mainstream", "mainstreamed"), ("hand_over", "replaced"), ("dissolve", "")]
)
def test_the_review_that_decided_fills_the_form_and_is_named_with_the_reason(signed, lina, decision, reason):
    review = held(signed, decision)
    page = f"{url_of('partnership_end', signed.partnership_id)}?review={review.pk}"
    form = lina.get(page)
    initial = form.context["form"].initial
    assert (initial["reason"], initial["note"]) == (reason, "Others do it better.")

    later = in_days(30)
    day = {f"ended_on_{part}": getattr(later, part) for part in ("day", "month", "year")}
    answer = lina.post(page, typed_in(form, "note", reason="mainstreamed", **day), follow=True)

    assert Ending.objects.get().review == review.pk
    assert reverse("reviews:review", args=[review.pk]) in answer.content.decode()
    assert "Others do it better." in words_on(answer)


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "²"])
def test_a_review_that_decided_nothing_of_this_partnership_fills_nothing(signed, lina, asked):
    held(signed, "continue")

    form = lina.get(f"{url_of('partnership_end', signed.partnership_id)}?review={asked}")

    assert (form.status_code, form.context["form"].initial["note"]) == (200, "")


def test_the_end_before_a_review_that_waits_for_the_manager_keeps_it(signed, in_scope, lina):
    Review.objects.filter(series__partnership=signed.partnership).update(status="proposed", decision="dissolve")
    today = timezone.localdate()
    decide_ending(partnership=signed.partnership, user=in_scope.lina, ended_on=today, reason="no_value", note="x")

    page = words_on(lina.get(url_of("ending", signed.partnership_id)))

    assert "The closing review follows it." in page
    assert "Confirm the review" in page
