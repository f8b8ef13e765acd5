"""The management answers each recommendation; all answers go out together (R5, R4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import WaitingTask
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.evaluation.services.answering import save_answer, send_answers
from reviews.evaluation.services.handing_in import hand_in
from reviews.evaluation.services.writing import save_lines, write_again
from reviews.models import CorrectiveAction, EvaluationAnswer, EvaluationText, Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.schedule.services.rhythms import add_rhythm
from tests.factories.evaluations import handed_in, in_days
from tests.pages import typed_in, words_on


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def accepted(text: EvaluationText, in_scope, number: int = 1) -> EvaluationAnswer:
    by = Actor.user(in_scope.lina)
    return save_answer(
        text=text, number=number, kind="accepted", words="We do it.", person=in_scope.jonas, due_on=in_days(40), by=by
    )


def refused(text: EvaluationText, in_scope, number: int = 2) -> EvaluationAnswer:
    by = Actor.user(in_scope.lina)
    return save_answer(text=text, number=number, kind="not_accepted", words="The law says how long.", by=by)


def test_an_accepted_recommendation_needs_a_person_and_a_day(text, lina):
    page = url("evaluation_answer", text.evaluation_id, 1)
    answer = lina.post(page, {"kind": "accepted"})
    assert answer.status_code == 422
    assert {"person", "due_on"} == set(answer.context["form"].errors)
    assert set(lina.post(page, {"kind": "not_accepted"}).context["form"].errors) == {"words"}
    assert not EvaluationAnswer.objects.exists()


def test_a_draft_answer_is_read_by_the_management_alone(text, in_scope, lina, erik):
    refused(text, in_scope)
    page = url("evaluation", text.evaluation_id)
    assert "The law says how long." in lina.get(page).content.decode()
    assert "The law says how long." not in erik.get(page).content.decode()
    assert "The law says how long." not in erik.get(page + "?format=csv").content.decode()


def test_two_managers_answer_one_recommendation(text, lina):
    page = url("evaluation_answer", text.evaluation_id, 2)
    first, second = (typed_in(lina.get(page), "words") for _window in range(2))
    lina.post(page, first | {"kind": "not_accepted", "words": "First words"})
    answer = lina.post(page, second | {"kind": "not_accepted", "words": "Second words"})
    assert answer.status_code == 409
    assert EvaluationAnswer.objects.get().words == "First words"


def test_all_answers_go_out_together_and_accepted_ones_become_actions(text, in_scope, lina, erik):
    accepted(text, in_scope)
    with pytest.raises(MoveRefused):
        send_answers(text=text, by=Actor.user(in_scope.lina))
    assert lina.get(url("evaluation_send", text.evaluation_id)).status_code == 302
    refused(text, in_scope)
    page = url("evaluation_send", text.evaluation_id)
    assert lina.post(page).status_code == 302
    [action] = CorrectiveAction.objects.all()
    assert (action.text, action.person, action.due_on) == ("Keep the control group", in_scope.jonas, in_days(40))
    assert "Jonas" in lina.get(url("actions", text.evaluation.partnership_id)).content.decode()
    letter = OutboxMail.objects.get(kind="evaluation_answered")
    assert letter.to_address == in_scope.erik.email
    assert "The law says how long." in letter.body_text
    answered = words_on(erik.get(url("evaluation", text.evaluation_id)))
    assert "The law says how long." in answered
    assert "Answered Erik handed it in on" in answered
    lina.post(page)
    assert CorrectiveAction.objects.count() == OutboxMail.objects.filter(kind="evaluation_answered").count() == 1
    with pytest.raises(MoveRefused):
        refused(text, in_scope)


def test_a_match_waits_for_the_managers_decision_before_the_answers_go(text, in_scope):
    accepted(text, in_scope), refused(text, in_scope)
    EvaluationText.objects.update(matches=[{"kind": "contact", "name": "Erik", "of": "Municipality"}])
    with pytest.raises(MoveRefused):
        send_answers(text=text, by=Actor.user(in_scope.lina))


def test_the_answered_evaluation_is_recorded_as_the_planned_one(text, in_scope, lina):
    """R5: the occurrence of the rhythm is done on the day of handing in, where the manager says so."""
    rhythm = {"kind": "external_evaluation", "every_months": 36, "first_on": in_days(50)}
    add_rhythm(partnership=text.evaluation.partnership, by=Actor.user(in_scope.lina), **rhythm)
    accepted(text, in_scope), refused(text, in_scope)
    lina.post(url("evaluation_send", text.evaluation_id), {"records": "on"})
    held = Review.objects.get(status=ReviewStatus.HELD)
    assert held.summary == "Final evaluation"


def test_a_planned_evaluation_stays_planned_where_the_manager_does_not_tick_it(text, in_scope, lina):
    rhythm = {"kind": "external_evaluation", "every_months": 36, "first_on": in_days(50)}
    add_rhythm(partnership=text.evaluation.partnership, by=Actor.user(in_scope.lina), **rhythm)
    accepted(text, in_scope), refused(text, in_scope)
    lina.post(url("evaluation_send", text.evaluation_id))
    assert not Review.objects.filter(status=ReviewStatus.HELD).exists()


def test_no_answers_are_taken_while_a_new_version_is_written(text, in_scope):
    write_again(evaluation=text.evaluation, by=Actor.user(in_scope.erik))
    with pytest.raises(MoveRefused):
        refused(text, in_scope)


def test_it_waits_for_the_evaluator_and_then_for_the_manager(evaluation, in_scope, lina, erik):
    """N1: one task at a time, and its words."""
    start = reverse("partnerships:portfolio")
    assert "Write the evaluation: Final evaluation" in erik.get(start).content.decode()
    assert [each.kind for each in WaitingTask.objects.filter(kind__startswith="evaluation")] == ["evaluation.write"]
    text = handed_in(evaluation)
    assert [each.kind for each in WaitingTask.objects.filter(kind__startswith="evaluation")] == ["evaluation.answer"]
    assert "Answer the evaluation: Final evaluation" in lina.get(start).content.decode()
    accepted(text, in_scope), refused(text, in_scope)
    send_answers(text=text, by=Actor.user(in_scope.lina))
    assert not WaitingTask.objects.filter(kind__startswith="evaluation").exists()


def test_recommendations_and_answers_as_a_file(text, in_scope, lina):
    accepted(text, in_scope)
    page = url("evaluation", text.evaluation_id)
    lines = lina.get(page + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "Keep the control group" in lines[1]
    assert "Accepted" in lines[1]
    assert "No answer yet" in lines[2]
    assert lina.get(page + "?format=xlsx").headers["Content-Type"].startswith("application/vnd")


def test_the_page_costs_the_same_for_one_and_three_recommendations(evaluation, in_scope, lina):
    def cost() -> int:
        page = url("evaluation", evaluation.pk)
        lina.get(page)
        with CaptureQueriesContext(connection) as found:
            assert lina.get(page).status_code == 200
        return len(found)

    text = handed_in(evaluation)
    accepted(text, in_scope)
    before = cost()
    fresh = write_again(evaluation=evaluation, by=Actor.user(in_scope.erik))
    rows = [{"text": f"Do {number}", "source": "danger-mission", "to_whom": "all"} for number in range(3)]
    save_lines(evaluation=fresh, part="recommendations", rows=rows, by=Actor.user(in_scope.erik))
    again = hand_in(evaluation=fresh, by=Actor.user(in_scope.erik))
    for number in (1, 2, 3):
        accepted(again, in_scope, number)
    assert cost() == before
