"""R1: every agreement in force has its next review, within twelve months, whatever version governs."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from partnerships import hooks
from partnerships.lifecycle.services.notice import record_notice, withdraw_notice
from partnerships.signing.services.force import end_agreement
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.logging.services.logging import save_answers
from reviews.models import Review, Series
from reviews.schedule.services.closing import end_series
from reviews.schedule.services.planning import move_review, plan_reviews
from reviews.shared.services import NotReady
from tests.reviews.conftest import DUE, IN_FORCE, make_agreement, make_partnership

LATER = datetime(2027, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


def newer_version(review: Review, **fields):
    old = review.agreement
    old.status = "superseded"
    old.save()
    return make_agreement(review.partnership, version=2, previous=old, **fields)


def test_an_agreement_that_takes_force_has_its_first_review(in_scope, lina):
    agreement = make_agreement(make_partnership(in_scope))
    hooks.agreement_in_force(agreement=agreement, by=lina, at=IN_FORCE)
    review = Review.objects.get()
    assert (review.due_on, review.number, review.agreement) == (DUE, 1, agreement)
    assert agreement.partnership.next_review_on == DUE


def test_a_first_review_is_never_later_than_twelve_months(in_scope, lina):
    agreement = make_agreement(make_partnership(in_scope), first_review_on=date(2029, 1, 1))
    assert plan_reviews(agreement=agreement, by=lina, at=IN_FORCE)[0].due_on == date(2027, 12, 1)


def test_without_a_day_the_rhythm_counts_from_force(in_scope, lina):
    agreement = make_agreement(make_partnership(in_scope), first_review_on=None, review_every_months=6)
    assert plan_reviews(agreement=agreement, by=lina, at=IN_FORCE)[0].due_on == date(2027, 6, 1)


def test_planning_twice_plans_once(planned, lina):
    assert plan_reviews(agreement=planned.agreement, by=lina, at=LATER) == [planned]
    assert (Series.objects.count(), Review.objects.count()) == (1, 1)


def test_a_newer_version_carries_the_series_on(planned, lina):
    agreement = newer_version(planned, first_review_on=None, review_every_months=6)
    assert plan_reviews(agreement=agreement, by=lina, at=LATER) == [planned]
    series = Series.objects.get()
    assert (series.agreement, series.every_months, series.ended_on) == (agreement, 6, None)
    planned.refresh_from_db()
    assert (planned.agreement, planned.due_on, planned.status) == (agreement, DUE, "planned")
    entry = LedgerEntry.objects.about(series).first()
    assert (entry.act, entry.before, entry.after) == (
        "series.continued", {"version": 1}, {"version": 2, "every_months": 6},
    )  # fmt: skip


def test_an_earlier_day_in_the_newer_version_counts(planned, lina):
    agreement = newer_version(planned, first_review_on=date(2027, 9, 30))
    assert plan_reviews(agreement=agreement, by=lina, at=LATER)[0].due_on == date(2027, 9, 30)


def test_a_review_that_is_being_logged_keeps_the_text_it_began_with(planned, lina):
    save_answers(review=planned, by=lina, summary="Begun")
    plan_reviews(agreement=newer_version(planned), by=lina, at=LATER)
    planned.refresh_from_db()
    assert (planned.agreement.version, planned.summary) == (1, "Begun")


def test_when_the_agreement_ends_its_open_review_becomes_the_closing_one(planned, lina):
    """R9: never another yearly one, and nothing that was answered is lost."""
    save_answers(review=planned, by=lina, summary="Begun")
    end_agreement(agreement=planned.agreement, by=lina, at=LATER)
    planned.refresh_from_db()
    assert (planned.status, planned.is_closing, planned.summary) == ("started", True, "Begun")
    assert planned.due_on == date(2027, 7, 1)
    assert Series.objects.get().ended_on == LATER.date()
    planned.partnership.refresh_from_db()
    assert planned.partnership.next_review_on == date(2027, 7, 1)


def test_an_agreement_that_is_over_before_its_next_review_gets_a_closing_one(in_scope, lina):
    agreement = make_agreement(make_partnership(in_scope), ends_latest=date(2027, 3, 31))
    review = plan_reviews(agreement=agreement, by=lina, at=IN_FORCE)[0]
    assert (review.due_on, review.is_closing) == (date(2027, 4, 30), True)


def test_a_notice_makes_the_open_review_the_closing_one_and_its_withdrawal_a_usual_one(planned, in_scope):
    with time_machine.travel(LATER, tick=False):
        notice = record_notice(
            agreement=planned.agreement,
            user=in_scope.lina,
            given_on=LATER.date(),
            words="By letter",
            last_day=date(2027, 9, 30),
        )
        planned.refresh_from_db()
        assert (planned.due_on, planned.is_closing) == (date(2027, 10, 30), True)
        withdraw_notice(notice=notice, user=in_scope.lina)
    planned.refresh_from_db()
    assert (planned.due_on, planned.is_closing) == (DUE, False)


def test_a_renewal_that_takes_force_makes_the_closing_review_a_usual_one_within_the_year(in_scope, lina):
    agreement = make_agreement(make_partnership(in_scope), ends_latest=date(2027, 11, 20))
    review = plan_reviews(agreement=agreement, by=lina, at=IN_FORCE)[0]
    assert (review.due_on, review.is_closing) == (date(2027, 12, 20), True)
    save_answers(review=review, by=lina, summary="Begun")
    renewed = newer_version(review, first_review_on=date(2028, 11, 1), ends_latest=date(2030, 12, 31))
    plan_reviews(agreement=renewed, by=lina, at=LATER)
    review.refresh_from_db()
    assert (review.due_on, review.is_closing, review.summary) == (date(2027, 12, 1), False, "Begun")


def test_a_proposal_outlives_the_end_of_the_agreement(planned, lina):
    Review.objects.update(status="proposed")
    end_series(agreement=planned.agreement, by=lina, at=LATER)
    planned.refresh_from_db()
    assert (planned.status, planned.is_closing) == ("proposed", False)


def test_a_review_moves_within_the_twelve_months(planned, lina):
    moved = move_review(review=planned, by=lina, due_on=date(2027, 12, 1), reason="Board meets", at=LATER)
    assert (moved.due_on, moved.planned_at) == (date(2027, 12, 1), LATER)
    entry = LedgerEntry.objects.about(planned).first()
    assert (entry.act, entry.private("reason")) == ("review.moved", "Board meets")


def test_a_day_after_the_twelve_months_is_refused_with_the_reason(planned, lina):
    with pytest.raises(NotReady, match="its first review must be no later than 1 December 2027"):
        move_review(review=planned, by=lina, due_on=date(2027, 12, 2), reason="Later", at=LATER)
    planned.refresh_from_db()
    assert planned.due_on == DUE


def test_the_database_keeps_one_open_review_a_series(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(series=planned.series, number=2, due_on=DUE + timedelta(days=30), planned_at=IN_FORCE)
