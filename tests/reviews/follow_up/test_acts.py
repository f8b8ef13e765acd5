"""O4, R4: what the ledger keeps of activities and corrective actions, and what a reviewer is told of them."""

from datetime import UTC, date, datetime

import pytest

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.follow_up.services.actions import close_action, open_action
from reviews.follow_up.services.activities import log_activity
from reviews.logging.services.facts import what_is_known
from reviews.schedule.services.days import plan_review
from tests.reviews.conftest import DUE

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


def log(planned, by, on: str, *objectives, **fields):
    on = PartialDate.parse(on)
    return log_activity(partnership=planned.partnership, by=by, on=on, title="Visit", objectives=objectives, **fields)


def test_an_activity_is_recorded_with_its_counts_and_its_title_kept_private(planned, by, in_scope):
    activity = log(planned, by, "2027-02", planned.agreement.objectives.get(), participants=12, at=AT)

    entry = LedgerEntry.objects.about(activity).get()
    assert (entry.act, entry.at, entry.after) == (
        "activity.logged", AT, {"on": "2027-02", "participants": 12, "objectives": 1},
    )  # fmt: skip
    assert entry.private("title") == "Visit"
    assert (activity.logged_by, activity.logged_at) == (in_scope.jonas, AT)


def test_an_action_is_recorded_when_it_opens_and_when_it_closes_once(planned, partner, by):
    action = open_action(
        partnership=planned.partnership, by=by, text="Call sooner", due_on=date(2027, 5, 1), owner=partner, at=AT
    )
    closed = close_action(action=action, by=by, result="They call on the day", closed_on=date(2027, 4, 1), at=AT)
    again = close_action(action=action, by=by, result="Nothing", closed_on=date(2027, 4, 2))

    confirming, saying, opening = LedgerEntry.objects.about(action)
    assert (opening.act, opening.after) == ("action.opened", {"due_on": "2027-05-01", "owner": partner.pk})
    assert opening.private("text") == "Call sooner"
    assert (saying.act, saying.after) == ("action.said_done", {"said_on": "2027-04-01"})
    assert (confirming.act, confirming.after, confirming.at) == ("action.confirmed", {"closed_on": "2027-04-01"}, AT)
    assert confirming.private("result") == "They call on the day"
    assert (closed.result, again.result, again.closed_on) == (*["They call on the day"] * 2, date(2027, 4, 1))


def test_who_logs_a_review_is_told_what_was_done_since_the_last_one(planned, partner, by):
    log(planned, by, "2027-02-01")
    log(planned, by, "2028-02-01")
    log(planned, by, "2028-03-01", planned.agreement.objectives.get())
    opened = open_action(partnership=planned.partnership, by=by, text="Call sooner", due_on=DUE, owner=partner)
    first = what_is_known(planned)
    planned.status, planned.held_on, planned.decision, planned.reason = "confirmed", DUE, "continue", "It works"
    planned.confirmed_at = AT
    planned.save()

    known = what_is_known(plan_review(series=planned.series, due_on=date(2028, 11, 30), by=by, at=AT))

    assert (first.activities, first.without_objective) == (3, 2)
    assert (known.activities, known.without_objective, known.open_actions) == (2, 1, [opened])
