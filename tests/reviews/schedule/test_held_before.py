"""R1, R2: a review that was held before it was entered is kept, without a mail, and the next one is counted from it."""

import datetime

import pytest
from django.urls import reverse

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Review, Series
from tests.factories.elsewhere import saved_record
from tests.pages import typed_in, words_on

TYPED = {
    "known_from": "minutes",
    "source": "Minutes of the steering group, 20 January 2026",
    "decision": "continue",
    "reason": "Gather knowledge until the end of 2026.",
    "decided_by": "The parties",
}


@pytest.fixture
def pact(cast, in_scope, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))
    return saved_record(cast).partnership


def enter(client, partnership, **typed):
    path = reverse("reviews:review_enter", args=[partnership.pk])
    return client.post(path, typed_in(client.get(path), "source", **{**TYPED, **typed}), follow=True)


def test_the_next_review_is_counted_from_one_that_minutes_tell_of(cast, pact, sign_in):
    answer = enter(sign_in(cast.lina), pact, held_month="1", held_year="2026")

    words = words_on(answer)
    for said in ("Held: January 2026. Known from: Minutes.", "was not confirmed in this service", "The parties"):
        assert said in words
    held = Review.objects.get(known_from="minutes")
    assert (held.held_on, held.confirmed_by, held.series.ended_on) == (datetime.date(2026, 1, 1), None, None)
    coming = Review.objects.open().get(series__partnership=pact)
    assert coming.due_on == datetime.date(2027, 1, 1)  # twelve months from the first day that it may have been
    assert not OutboxMail.objects.exists()
    assert not pact.agreements.open().exists()
    assert LedgerEntry.objects.about(pact).filter(act="review.entered").count() == 1
    page = words_on(sign_in(cast.vytas).get(reverse("partnerships:partnership", args=[pact.pk])))
    assert "entered on 29 November 2026, from: Minutes" in page
    assert "Enter a review already held" not in page


def test_one_of_years_ago_is_kept_and_asks_for_nothing(cast, pact, sign_in):
    planned = Review.objects.open().get(series__partnership=pact).due_on
    enter(sign_in(cast.lina), pact, held_year="2018", decision="renew")

    held = Review.objects.get(known_from="minutes")
    assert held.held_words == "2018"
    assert held.series.ended_on is not None
    assert Review.objects.open().get(series__partnership=pact).due_on == planned
    assert Series.objects.filter(partnership=pact, ended_on=None).count() == 1
    pact.refresh_from_db()
    assert (pact.reviewed_on, pact.review_decision) == (datetime.date(2018, 1, 1), "renew")


def test_of_a_text_that_lapsed_long_ago_a_review_is_kept_too(cast, in_scope, sign_in, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC))
    old = saved_record(cast, title="Pact 2010", effective="2010", ends="2013").partnership
    enter(sign_in(cast.lina), old, held_year="2012")

    assert Review.objects.get(series__partnership=old).held_words == "2012"
    assert not Review.objects.open().exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter when it was held. A year alone is sufficient."),
        ({"held_year": "2027"}, "This day is in the future."),
        ({"held_year": "2018/2019"}, "Enter one day, one month or one year."),
        ({"held_year": "2018", "source": ""}, "State the source."),
        ({"held_year": "2018", "reason": ""}, "State what was decided and why"),
    ],
)
def test_what_is_wrong_is_named(cast, pact, sign_in, typed, said):
    answer = enter(sign_in(cast.lina), pact, **typed)

    assert answer.status_code == 422
    assert said in words_on(answer)
    assert not Review.objects.filter(status="confirmed").exists()


def test_the_same_review_is_entered_once(cast, pact, sign_in):
    client = sign_in(cast.lina)
    enter(client, pact, held_year="2018")
    answer = enter(client, pact, held_year="2018")

    assert "is on record already" in words_on(answer)
    assert Review.objects.filter(status="confirmed").count() == 1
