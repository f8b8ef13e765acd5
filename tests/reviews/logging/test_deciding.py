"""R3: the decision, the check of all answers, and what the manager does with them, on the pages."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.logging.services.logging import save_answers, save_assessment
from reviews.models import CorrectiveAction, Review
from reviews.results.services.measuring import enter_value
from reviews.rules.vocabulary import Decision
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_running

from .test_pages import posted_seen, url

rows = lent_review(make_running)

NO_ACTIONS = {"actions-TOTAL_FORMS": "0", "actions-INITIAL_FORMS": "0"}


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def answer_all(review: Review, user) -> None:
    by = Actor.user(user)
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    save_answers(review=review, by=by, partners_say="Good", summary="Call sooner", commitment="same", worth="yes")


def decide(client, review: Review, **more):
    today = timezone.localdate()
    held = {"held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year}
    address = url("review_decision", review.pk)
    decision = {"decision": "continue", "reason": "It works", "seen": posted_seen(client, address)}
    return client.post(address, {**NO_ACTIONS, **held, **decision, **more})


def test_the_decision_opens_after_the_other_questions(planned, in_scope, jonas):
    assert jonas.get(url("review_decision", planned.pk)).url == url("review", planned.pk)
    answer_all(planned, in_scope.jonas)
    page = jonas.get(url("review_decision", planned.pk)).content.decode()
    assert "The agreement stays. The next review is set." in page


def test_each_decision_says_what_it_will_start_before_it_is_saved(planned, in_scope, jonas):
    answer_all(planned, in_scope.jonas)
    page = jonas.get(url("review_decision", planned.pk)).content.decode()

    of = {
        choice: page.partition(f'value="{choice}"')[2].partition('class="choice"')[0]
        for choice in ("dissolve", "renew")
    }
    assert ("Ending the partnership." in of["dissolve"], "Ending the partnership." in of["renew"]) == (True, False)
    assert "A new agreement, version 2." in of["renew"]


def test_staff_check_and_send_and_the_manager_confirms(planned, in_scope, jonas, lina):
    answer_all(planned, in_scope.jonas)
    assert decide(jonas, planned).url == url("review_check", planned.pk)
    page = jonas.get(url("review_check", planned.pk)).content.decode()
    assert "Send to the partnership manager" in page
    assert "with reminders 60, 30, 7 days before" in page
    assert jonas.post(url("review_check", planned.pk)).status_code == 302
    assert "Send back, with a reason" in lina.get(url("review", planned.pk)).content.decode()
    lina.post(url("review_confirm", planned.pk))
    planned.refresh_from_db()
    assert (planned.status, planned.series.reviews.count()) == ("confirmed", 2)
    assert "confirmed by Lina" in jonas.get(url("review", planned.pk)).content.decode()


def test_what_the_figures_say_otherwise_is_named_before_it_is_confirmed(planned, in_scope, jonas, lina):
    """O2: both are shown; once confirmed, the figures of a later day are not set against it."""
    objective = planned.agreement.objectives.get()
    today = timezone.localdate()
    objective.baseline_value, objective.baseline_date = Decimal(0), str(today.year - 1)
    objective.due = str(today.year + 1)
    objective.save()
    enter_value(
        objective=objective, by=Actor.user(in_scope.jonas), as_of=PartialDate.of(today), source="x", value=Decimal(1)
    )
    answer_all(planned, in_scope.jonas)
    assert "The figures say otherwise: Behind." in words_on(jonas.get(url("review_decision", planned.pk)))
    decide(jonas, planned)
    check = url("review_check", planned.pk)
    assert "The figures say otherwise: Behind." in words_on(jonas.get(check))
    jonas.post(check)
    assert "The figures say otherwise: Behind." in words_on(lina.get(url("review", planned.pk)))
    lina.post(url("review_confirm", planned.pk))
    page = words_on(jonas.get(url("review", planned.pk)))
    assert "It will reach its target as things are" in page
    assert "otherwise" not in page


def test_a_manager_confirms_in_the_same_act(planned, in_scope, lina):
    answer_all(planned, in_scope.lina)
    decide(lina, planned)
    assert "Confirm the outcome" in lina.get(url("review_check", planned.pk)).content.decode()
    lina.post(url("review_check", planned.pk))
    planned.refresh_from_db()
    assert planned.status == "confirmed"


def test_gaps_stand_on_the_check_page_with_their_links(planned, jonas):
    page = jonas.get(url("review_check", planned.pk)).content.decode()
    assert "Objective 1, Objective 1, has not been assessed." in page
    assert url("review_objective", planned.pk, 1) in page
    assert jonas.post(url("review_check", planned.pk)).status_code == 422
    planned.refresh_from_db()
    assert planned.status == "planned"


def test_adjusting_takes_corrective_actions(planned, partner, in_scope, jonas):
    answer_all(planned, in_scope.jonas)
    line = {
        "actions-TOTAL_FORMS": "2", "actions-INITIAL_FORMS": "0", "actions-0-text": "Call everybody",
        "actions-0-owner": str(partner.pk), "actions-0-due_on_day": "31", "actions-0-due_on_month": "1",
        "actions-0-due_on_year": "2028",
    }  # fmt: skip
    decide(jonas, planned, decision="adjust", **line)
    action = CorrectiveAction.objects.get()
    assert (action.text, action.owner, action.review) == ("Call everybody", partner, planned)
    page = jonas.get(url("review_check", planned.pk)).content.decode()
    assert "Call everybody: Alytus municipality, by 31 January 2028." in page


def test_a_confirmed_renewal_starts_the_next_draft_and_leads_to_it(planned, in_scope, lina):
    answer_all(planned, in_scope.lina)
    decide(lina, planned, decision="renew")
    lina.post(url("review_check", planned.pk))
    draft = planned.partnership.agreements.get(version=2)
    assert (draft.status, draft.kind, draft.previous) == ("draft", "renewal", planned.agreement)
    page = lina.get(url("review", planned.pk)).content.decode()
    assert reverse("partnerships:agreement", args=[draft.pk]) in page


def test_the_tick_that_the_text_changes_is_of_no_other_choice_than_adjusting(planned, in_scope, lina):
    answer_all(planned, in_scope.lina)
    decide(lina, planned, decision="continue", changes_text="on")
    planned.refresh_from_db()
    assert planned.changes_text is False
    assert lina.post(url("review_check", planned.pk)).status_code == 302
    assert planned.partnership.agreements.count() == 1


def test_the_closing_review_offers_only_what_can_become_of_it(planned, in_scope, lina):
    """R9: a partnership that is over does not just go on."""
    end_agreement(agreement=planned.agreement, by=Actor.user(in_scope.lina), at=timezone.now())
    answer_all(planned, in_scope.lina)
    page = lina.get(url("review_decision", planned.pk)).content.decode()
    offered = [value for value in Decision.values if f'name="decision" value="{value}"' in page]
    assert offered == ["renew", "mainstream", "hand_over", "replace", "dissolve"]
    assert "Closing review" in page


def test_the_manager_sends_back_with_a_reason_that_the_office_reads(planned, in_scope, jonas, lina):
    answer_all(planned, in_scope.jonas)
    decide(jonas, planned)
    jonas.post(url("review_check", planned.pk))
    assert lina.post(url("review_send_back", planned.pk), {"reason": ""}).status_code == 422
    lina.post(url("review_send_back", planned.pk), {"reason": "Ask the clients too"})
    assert "Ask the clients too" in jonas.get(url("review", planned.pk)).content.decode()
