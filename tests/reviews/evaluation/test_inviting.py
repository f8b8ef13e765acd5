"""An evaluator is invited to one partnership, for a time, to read what the invitation allows (R5, X1)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Assignment
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Evaluation
from tests.factories.agreements import signed_agreement
from tests.factories.evaluations import in_days, invited
from tests.factories.partners_in_reviews import asked, review_of
from tests.lending import lent_review
from tests.pages import typed_in
from tests.reviews.conftest import make_partnership, make_running

rows = lent_review(make_running)


def url(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def day(field: str, value: datetime.date) -> dict[str, str]:
    return {f"{field}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def typed(in_scope, **changes) -> dict[str, str]:
    return {
        "evaluator": str(in_scope.membership(in_scope.erik).pk),
        "title": "Final evaluation",
        "chosen_how": "Call for tenders",
        "questions": "Did it help?\n\nWhat did it cost?",
        "reads": "all",
        **day("due_on", in_days(30)),
        **day("until", in_days(60)),
        **changes,
    }


def test_an_invitation_opens_one_partnership_and_asks_for_one_evaluation(planned, in_scope, lina, erik):
    page = url("evaluation_invite", planned.partnership.pk)
    other = make_partnership(in_scope, "Another one")
    answer = lina.post(page, typed(in_scope) | {"once": typed_in(lina.get(page), "title").get("once", "")})
    evaluation = Evaluation.objects.get()
    assert answer.url == url("evaluation", evaluation.pk)
    assert [each.text for each in evaluation.questions.all()] == ["Did it help?", "What did it cost?"]
    letter = OutboxMail.objects.get(kind="evaluator_invited")
    assert letter.to_address == in_scope.erik.email
    partnership_page = reverse("partnerships:partnership", args=[planned.partnership.pk])
    assert erik.get(partnership_page).status_code == 200
    assert erik.get(reverse("partnerships:partnership", args=[other.pk])).status_code == 404


def test_what_is_wrong_with_an_invitation_is_said_at_its_field(planned, in_scope, lina):
    page = url("evaluation_invite", planned.partnership.pk)
    answer = lina.post(page, typed(in_scope, **day("due_on", in_days(-1))))
    assert answer.status_code == 422
    assert "due_on" in answer.context["form"].errors
    answer = lina.post(page, typed(in_scope, **day("until", in_days(20))))
    assert "until" in answer.context["form"].errors
    assert not Evaluation.objects.exists()


def test_only_evaluators_of_the_service_or_the_office_may_be_invited(planned, in_scope):
    for person in (in_scope.kadri, in_scope.jonas, in_scope.maarja):
        with pytest.raises(MoveRefused):
            invited(planned.partnership, in_scope.membership(person), in_scope.lina)
    assert not Assignment.objects.exists()


def test_after_its_last_day_the_evaluators_page_says_that_the_invitation_has_ended(evaluation, erik):
    page = url("evaluation", evaluation.pk)
    partnership = reverse("partnerships:partnership", args=[evaluation.partnership_id])
    assert erik.get(partnership).status_code == 200
    Assignment.objects.update(until=in_days(-1))
    assert erik.get(partnership).status_code == 404
    over = erik.get(page)
    assert over.status_code == 200
    assert "Your invitation has ended" in over.content.decode()
    assert "Did more people find work" not in over.content.decode()
    assert erik.get(url("evaluation_part", evaluation.pk, "summary")).status_code == 404


def test_the_manager_ends_an_invitation_at_once(evaluation, lina, erik):
    assert lina.post(url("evaluation_end", evaluation.pk)).status_code == 302
    assert Assignment.objects.get().ended_on == timezone.localdate()
    assert "Your invitation has ended" in erik.get(url("evaluation", evaluation.pk)).content.decode()


def test_another_invitation_of_the_same_person_opens_it_again(evaluation, in_scope, lina):
    lina.post(url("evaluation_end", evaluation.pk))
    again = invited(evaluation.partnership, evaluation.evaluator, in_scope.lina, title="Second look")
    assert Assignment.objects.get().is_running(timezone.localdate())
    assert again.evaluator.evaluations.count() == 2


def test_an_invitation_may_leave_out_what_partners_stated(in_scope, sign_in):
    review = review_of(signed_agreement(in_scope))
    asked(review, in_scope.lina)
    membership = in_scope.membership(in_scope.erik)
    partnership = review.series.partnership
    invited(partnership, membership, in_scope.lina)
    erik, partners = sign_in(in_scope.erik), url("review_partners", review.pk)
    assert erik.get(partners).status_code == 200
    assert partners in erik.get(url("review", review.pk)).content.decode()
    Assignment.objects.update(reads="no_statements")
    assert erik.get(partners).status_code == 404
    assert partners not in erik.get(url("review", review.pk)).content.decode()


def test_the_list_of_evaluations_costs_the_same_for_one_and_three(evaluation, in_scope, lina):

    page = url("evaluations", evaluation.partnership_id)
    whole = reverse("partnerships:partnership", args=[evaluation.partnership_id])
    lina.get(page), lina.get(whole)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert lina.get(address).status_code == 200
        return len(found)

    before = [cost(page), cost(whole)]
    for number in (2, 3):
        invited(evaluation.partnership, evaluation.evaluator, in_scope.lina, title=f"Evaluation {number}")
    assert [cost(page), cost(whole)] == before
    assert "Evaluation 3" in lina.get(page + "?format=csv").content.decode()
