"""R3: a review from its first answer to the manager's confirmation, and the next occurrence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from partnerships.shared.services.changes import UnknownCode
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.logging.services.logging import (
    answers_seen,
    assessment_seen,
    confirm_review,
    decide_at_once,
    propose_decision,
    save_answers,
    save_assessment,
    send_back_review,
    set_actions,
)
from reviews.models import CorrectiveAction, Measurement, Review
from reviews.shared.services import NotReady
from tests.lending import lent_review
from tests.reviews.conftest import DUE, REVIEW_DAY, make_running

rows = lent_review(make_running)

HELD = date(2027, 11, 18)
VALUE = {"value": Decimal(688), "as_of": PartialDate.parse("2027-10-31"), "source": "client register"}


@pytest.fixture
def jonas(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def answer_all(review: Review, by: Actor) -> None:
    objective = review.agreement.objectives.get()
    save_assessment(review=review, objective=objective, by=by, judgement="can_reach", comment="Late", new_value=VALUE)
    save_answers(review=review, by=by, partners_say="Good", summary="Call sooner", commitment="same", worth="yes")


def propose(review: Review, by: Actor, **changes) -> Review:
    answer_all(review, by)
    decision = {"decision": "continue", "reason": "It adds value", "held_on": HELD, **changes}
    return propose_decision(review=review, by=by, at=REVIEW_DAY, **decision)


def test_a_review_takes_no_code_that_is_unknown(planned, jonas):
    objective = planned.agreement.objectives.get()
    for work in (
        lambda: save_assessment(review=planned, objective=objective, by=jonas, judgement="perhaps", comment="x"),
        lambda: save_answers(review=planned, by=jonas, worth="so_so"),
        lambda: propose(planned, jonas, decision="carry_on_somehow"),
    ):
        with pytest.raises(UnknownCode):
            work()


def test_staff_propose_the_manager_confirms_and_the_next_review_appears(planned, jonas, lina):
    proposed = propose(planned, jonas)
    assert (proposed.status, proposed.logged_by) == ("proposed", jonas.person)
    confirmed = confirm_review(review=proposed, by=lina, at=REVIEW_DAY)
    assert (confirmed.status, confirmed.confirmed_by) == ("confirmed", lina.person)
    following = planned.series.reviews.open().get()
    assert (following.number, following.due_on, following.agreement) == (
        2,
        date(2028, 11, 18),  # twelve months after it was held, for it was held before its day
        planned.agreement,
    )
    planned.partnership.refresh_from_db()
    assert planned.partnership.next_review_on == following.due_on


def test_the_ledger_tells_the_whole_chain(planned, jonas, lina):
    confirm_review(review=propose(planned, jonas), by=lina, at=REVIEW_DAY)
    acts = [entry.act for entry in LedgerEntry.objects.about(planned.partnership).order_by("seq")]
    assert acts == [
        "series.planned",
        "review.planned",
        "review.started",
        "measurement.entered",
        "review.saved",
        "review.saved",
        "review.proposed",
        "review.confirmed",
        "review.planned",
    ]


def test_the_manager_is_told_of_a_proposal(planned, jonas):
    propose(planned, jonas)
    mail = OutboxMail.objects.get(kind="outcome_proposed")
    assert mail.to_address == "lina@example.org"
    assert "Jonas logged the review of One Stop Career Support and proposes: Continue as it is." in mail.body_text


def test_a_review_with_gaps_is_not_proposed(planned, jonas):
    with pytest.raises(NotReady) as refused:
        propose_decision(review=planned, by=jonas, decision="", reason="", held_on=HELD, at=REVIEW_DAY)
    codes = [finding.code for finding in refused.value.findings]
    assert codes == ["not_judged", "commitment", "summary", "worth", "decision", "reason"]
    planned.refresh_from_db()
    assert (planned.status, planned.decision) == ("planned", "")


def test_a_manager_who_logs_confirms_at_once(planned, lina):
    answer_all(planned, lina)
    review = decide_at_once(review=planned, by=lina, decision="continue", reason="Works", held_on=HELD, at=REVIEW_DAY)
    assert review.status == "confirmed"
    assert not OutboxMail.objects.exists()


def test_the_manager_sends_back_and_every_answer_stays(planned, jonas, lina):
    review = send_back_review(review=propose(planned, jonas), by=lina, reason="Which partners said so?")
    assert (review.status, review.summary) == ("started", "Call sooner")
    mail = OutboxMail.objects.get(kind="review_sent_back")
    assert mail.to_address == "jonas@example.org"
    assert "Which partners said so?" in mail.body_text
    assert propose(planned, jonas).status == "proposed"


def test_who_logged_it_is_told_what_was_confirmed_and_what_starts(planned, partner, jonas, lina):
    set_actions(review=planned, by=jonas, rows=[("Ask four towns for rooms", partner, date(2028, 3, 1))], at=REVIEW_DAY)
    proposed = propose(planned, jonas)
    OutboxMail.objects.all().delete()

    confirm_review(review=proposed, by=lina, at=REVIEW_DAY)

    mail = OutboxMail.objects.get(kind="review_confirmed")
    assert mail.to_address == "jonas@example.org"
    assert "Lina confirmed the review of One Stop Career Support." in mail.body_text
    assert "Ask four towns for rooms, by 1 March 2028" in mail.body_text
    following = Review.objects.get(series=planned.series, status="planned")
    assert f"The next review is due on {display_date(following.due_on)}." in mail.body_text


def test_who_logged_it_and_left_is_not_told_why_it_came_back(planned, jonas, lina, in_scope):
    proposed = propose(planned, jonas)
    in_scope.jonas.memberships.update(ended_on=DUE)
    send_back_review(review=proposed, by=lina, reason="Which partners said so?")
    assert not OutboxMail.objects.filter(kind="review_sent_back").exists()


def test_only_a_proposed_review_is_confirmed(planned, lina):
    with pytest.raises(MoveRefused):
        confirm_review(review=planned, by=lina)


def test_a_confirmed_review_is_not_written_to(planned, jonas, lina):
    confirm_review(review=propose(planned, jonas), by=lina, at=REVIEW_DAY)
    with pytest.raises(MoveRefused):
        save_answers(review=planned, by=jonas, summary="Rewritten")


def test_actions_start_with_the_confirmation(planned, partner, jonas, lina):
    set_actions(review=planned, by=jonas, rows=[("Call everybody", partner, date(2028, 1, 31))])
    assert not CorrectiveAction.objects.agreed().exists()
    confirm_review(review=propose(planned, jonas), by=lina, at=REVIEW_DAY)
    action = CorrectiveAction.objects.agreed().open().get()
    assert (action.text, action.owner) == ("Call everybody", partner)
    assert LedgerEntry.objects.about(action).get().act == "action.opened"


def test_half_an_answer_is_saved(planned, jonas):
    save_assessment(
        review=planned, objective=planned.agreement.objectives.get(), by=jonas, judgement="", comment="To ask"
    )
    planned.refresh_from_db()
    assert planned.assessments.get().comment == "To ask"
    assert planned.status == "started"
    assert planned.saved_at is not None


def test_two_people_on_one_question_do_not_overwrite_each_other(planned, jonas, lina):
    objective = planned.agreement.objectives.get()
    both_saw = assessment_seen(None)
    answer = {"review": planned, "objective": objective, "judgement": "will_reach"}
    save_assessment(**answer, by=jonas, comment="First", seen=both_saw)
    with pytest.raises(Conflict):
        save_assessment(**answer, by=lina, comment="Second", seen=both_saw)
    assert planned.assessments.get().comment == "First"


def test_two_people_on_two_questions_do_not_disturb_each_other(planned, jonas, lina):
    seen = answers_seen(planned, ["partners_say", "clients_say"])
    save_answers(review=planned, by=jonas, summary="Learnt")
    save_answers(review=planned, by=lina, seen=seen, partners_say="Good", clients_say="Better")
    planned.refresh_from_db()
    assert (planned.summary, planned.partners_say) == ("Learnt", "Good")


def test_starting_twice_starts_once(planned, jonas):
    save_answers(review=planned, by=jonas, summary="Learnt")
    save_answers(review=planned, by=jonas, summary="Learnt more")
    planned.refresh_from_db()
    assert planned.status == "started"
    assert LedgerEntry.objects.about(planned).filter(act="review.started").count() == 1


def test_a_review_of_tomorrow_was_not_held_yet(planned, jonas):
    with pytest.raises(NotReady, match="in the future"):
        propose(planned, jonas, held_on=timezone.localdate(REVIEW_DAY) + timedelta(days=1))


def test_the_value_given_in_a_review_is_a_measurement(planned, jonas):
    answer_all(planned, jonas)
    measurement = Measurement.objects.get()
    assert (measurement.value, measurement.entered_by) == (Decimal(688), jonas.person)
    assert planned.assessments.get().measurement == measurement


def test_a_late_review_keeps_its_rhythm(planned, jonas, lina):
    held = DUE + timedelta(days=20)
    answer_all(planned, jonas)
    at = REVIEW_DAY + timedelta(days=60)
    propose_decision(review=planned, by=jonas, decision="continue", reason="Yes", held_on=held, at=at)
    confirm_review(review=planned, by=lina, at=at)
    assert planned.series.reviews.open().get().due_on == date(2028, 11, 30)
