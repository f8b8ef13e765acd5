"""The pages of a review: from the list to the confirmed outcome, as people walk through them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from reviews.logging.services.logging import save_answers, save_assessment
from reviews.models import Measurement, Review
from reviews.rules.lifecycle import ReviewStatus
from tests.lending import lent_review
from tests.reviews.conftest import make_objective, make_running

rows = lent_review(make_running)

NO_ACTIONS = {"actions-TOTAL_FORMS": "0", "actions-INITIAL_FORMS": "0"}


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def posted_seen(client, address: str) -> str:
    return client.get(address).context["form"]["seen"].value()


def test_the_list_says_what_is_due_and_with_whom(planned, jonas):
    page = jonas.get(url("list")).content.decode()
    assert "One Stop Career Support" in page
    assert "Annual review 2027" in page
    assert "Alytus office" in page


def test_another_office_sees_nothing_of_it(planned, in_scope, sign_in):
    tiiu = sign_in(in_scope.tiiu)
    assert "One Stop Career Support" not in tiiu.get(url("list")).content.decode()
    assert tiiu.get(url("review", planned.pk)).status_code == 404


def test_an_evaluator_sees_only_what_it_was_invited_to(planned, in_scope, sign_in):
    erik = sign_in(in_scope.erik)
    assert erik.get(url("review", planned.pk)).status_code == 404
    planned.partnership.assignments.create(membership=in_scope.membership(in_scope.erik))
    assert erik.get(url("review", planned.pk)).status_code == 200
    assert erik.get(url("review_objective", planned.pk, 1)).status_code == 403


def test_an_evaluator_enters_no_value_within_a_review(planned, in_scope, sign_in):
    planned.partnership.assignments.create(membership=in_scope.membership(in_scope.erik))
    erik = sign_in(in_scope.erik)
    form = {"take": "other", "value": "700", "as_of_year": "2027", "source": "Own count", "judgement": "will_reach"}
    assert erik.post(url("review_objective", planned.pk, 1), form).status_code == 403
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("name", ["review_confirm", "review_send_back", "review_move"])
def test_staff_confirm_nothing(planned, jonas, name):
    Review.objects.update(status=ReviewStatus.PROPOSED)
    assert jonas.get(url(name, planned.pk)).status_code == 403


def test_a_reader_reads_and_writes_nothing(planned, in_scope, sign_in):
    vytas = sign_in(in_scope.vytas)
    page = vytas.get(url("review", planned.pk)).content.decode()
    assert "People reached" not in page or url("review_objective", planned.pk, 1) not in page
    assert vytas.get(url("review_objective", planned.pk, 1)).status_code == 403


def test_the_overview_leads_to_the_first_open_question(planned, in_scope, jonas):
    page = jonas.get(url("review", planned.pk))
    assert page.context["go_on"]["url"] == url("review_objective", planned.pk, 1)
    assert "0 of 4 done" in page.content.decode()  # what people say is optional, and is not done before it is said
    save_answers(review=planned, by=Actor.user(in_scope.jonas), partners_say="Good")
    assert "1 of 5 done" in jonas.get(url("review", planned.pk)).content.decode()


def test_another_value_is_entered_within_the_question(planned, jonas):
    form = {
        "take": "other", "value": "688", "as_of_day": "31", "as_of_month": "10", "as_of_year": "2026",
        "source": "Client register", "judgement": "can_reach", "comment": "Late", "seen": "",
    }  # fmt: skip
    form["seen"] = posted_seen(jonas, url("review_objective", planned.pk, 1))
    answer = jonas.post(url("review_objective", planned.pk, 1), form)
    assert answer.url == url("review_answers", planned.pk, "together")
    assert planned.assessments.get().measurement == Measurement.objects.get(value=688)


def test_the_known_value_is_offered_to_confirm(planned, in_scope, jonas):
    objective = planned.agreement.objectives.get()
    value = Measurement.objects.create(
        objective=objective, value=688, as_of="2027-10-31", source="the client register",
        entered_at=timezone.now(),
    )  # fmt: skip
    address = url("review_objective", planned.pk, 1)
    page = jonas.get(address).content.decode()
    assert "The latest value is 688\u00a0people, of 31 October 2027, from the client register." in page
    jonas.post(address, {"take": "yes", "judgement": "will_reach", "seen": posted_seen(jonas, address)})
    assert planned.assessments.get().measurement == value


def test_another_value_needs_its_source_and_day(planned, jonas):
    form = {"take": "other", "numerator": "12", "judgement": "will_reach", "comment": "Kept text"}
    page = jonas.post(url("review_objective", planned.pk, 1), form).content.decode()
    assert "Enter both the count and the total." in page
    assert "Name the source" in page
    assert "Enter the date or the period of the value" in page
    assert "Kept text" in page


def test_a_conflict_is_told_and_the_typed_text_is_kept(planned, in_scope, jonas):
    address = url("review_objective", planned.pk, 1)
    seen = posted_seen(jonas, address)
    objective = planned.agreement.objectives.get()
    save_assessment(
        review=planned, objective=objective, by=Actor.user(in_scope.lina), judgement="will_miss", comment="Hers"
    )
    form = {"take": "none", "judgement": "will_reach", "comment": "Mine", "seen": seen}
    answer = jonas.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lina saved this question while you had it open" in page
    assert "Mine" in page
    assert "Hers" in page
    again = jonas.post(address, {**form, "seen": dict(answer.context["hidden"])["seen"]})
    assert again.status_code == 302
    assert planned.assessments.get().comment == "Mine"


def test_save_and_stop_leads_back_to_the_overview(planned, jonas):
    address = url("review_answers", planned.pk, "learnt")
    answer = jonas.post(address, {"summary": "Half", "stop": "1", "seen": posted_seen(jonas, address)})
    assert answer.url == url("review", planned.pk)
    planned.refresh_from_db()
    assert planned.summary == "Half"


def test_the_list_is_exported_as_shown(planned, in_scope, jonas):
    make_running(in_scope, title="Another partnership")
    answer = jonas.get(url("list"), {"q": "another", "format": "csv"})
    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert lines[1].startswith("Annual review 2027,Another partnership,2027-11-30,Alytus office,Planned")
    assert len(lines) == 2


def test_the_list_costs_the_same_for_one_and_three(planned, in_scope, jonas, count_queries):
    one = count_queries(lambda: jonas.get(url("list")))
    make_running(in_scope, title="Second")
    make_running(in_scope, title="Third")
    assert count_queries(lambda: jonas.get(url("list"))) == one


@pytest.mark.parametrize("name", ["review", "review_check"])
def test_a_review_costs_the_same_for_one_and_three_objectives(planned, jonas, count_queries, name):
    one = count_queries(lambda: jonas.get(url(name, planned.pk)))
    for title in ("Second", "Third"):
        make_objective(planned.agreement, title)
    assert count_queries(lambda: jonas.get(url(name, planned.pk))) == one


def test_a_question_that_is_left_empty_or_half_answered_says_so(planned, jonas):
    address = url("review_objective", planned.pk, 1)

    empty = jonas.post(address, {"seen": posted_seen(jonas, address)}, follow=True)
    assert "Nothing was entered for question 1. It remains open." in empty.content.decode()

    learnt = url("review_answers", planned.pk, "learnt")
    half = jonas.post(learnt, {"summary": "Call sooner", "seen": posted_seen(jonas, learnt)}, follow=True)
    assert "Question 5 has been saved and is still incomplete." in half.content.decode()
