"""G4: the states of a task, who keeps its commitments, the days of a rhythm, the reminders, and who may accept."""

import datetime

import pytest

from reviews.commitments.rules.deciding import Doer, day_findings, notes_acceptance, partner_accepts, service_accepts
from reviews.commitments.rules.planning import Rhythm, plan
from reviews.commitments.rules.reminding import stage_on
from reviews.commitments.rules.standing import Kept, State, TaskFacts, is_in_time, kept, task_state

TODAY = datetime.date(2026, 11, 28)


def day(distance: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=distance)


@pytest.mark.parametrize(
    ("due", "facts", "state"),
    [
        (5, {}, State("nothing_due")),
        (0, {}, State("nothing_due")),
        (-1, {}, State("late", 1)),
        (-44, {}, State("late", 44)),
        (-44, {"is_held_back": True}, State("nothing_due")),
        (5, {"status": "sent", "sent_on": day(-1)}, State("waits")),
        (-60, {"status": "sent", "sent_on": day(-3)}, State("waits", 57)),
        (-60, {"status": "accepted", "sent_on": day(-60)}, State("accepted")),
        (-60, {"status": "accepted", "sent_on": day(-50)}, State("accepted", 10)),
        (5, {"status": "returned"}, State("returned")),
        (-5, {"status": "returned"}, State("returned", 5)),
        (-5, {"status": "set_aside"}, State("set_aside")),
        (-5, {"status": "closed"}, State("closed")),
        (-5, {"is_unseen": True}, State("unseen")),
        (-5, {"is_unseen": True, "status": "sent", "sent_on": day(-5)}, State("waits")),
    ],
)
def test_the_state_of_a_task(due, facts, state):
    assert task_state(TaskFacts(day=day(due), **facts), TODAY) == state


@pytest.mark.parametrize(
    ("due", "facts", "counted"),
    [
        (-10, {"status": "accepted", "sent_on": day(-10)}, Kept(1, 1)),
        (-10, {"status": "accepted", "sent_on": day(-9)}, Kept(0, 1)),
        (-10, {}, Kept(0, 1)),
        (-10, {"status": "returned"}, Kept(0, 1)),
        (-10, {"status": "sent", "sent_on": day(-12)}, Kept(0, 1)),
        (-10, {"status": "set_aside"}, Kept()),
        (-10, {"status": "closed"}, Kept()),
        (-10, {"is_unseen": True}, Kept()),
        (-10, {"is_held_back": True}, Kept()),
        (0, {}, Kept()),
        (0, {"status": "accepted", "sent_on": day(-3)}, Kept(1, 1)),
        (3, {"status": "accepted", "sent_on": day(-3)}, Kept()),
        (-364, {}, Kept(0, 1)),
        (-365, {}, Kept()),
    ],
)
def test_in_time_is_accepted_and_sent_by_its_day_of_all_that_fell_due_in_twelve_months(due, facts, counted):
    assert kept([TaskFacts(day=day(due), **facts)], TODAY) == counted


def test_the_counts_of_parties_add_up():
    assert Kept(24, 25) + Kept(6, 8) + Kept(6, 10) + Kept(11, 12) == Kept(47, 55)
    assert is_in_time(TaskFacts(day=TODAY, status="accepted", sent_on=TODAY))


MONTHLY = Rhythm(datetime.date(2026, 1, 31), 1, since=datetime.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rhythm", "after", "days", "again"),
    [
        (MONTHLY, datetime.date(2026, 9, 30), ["2026-10-31", "2026-11-30"], "2026-11-30"),
        (MONTHLY, datetime.date(2026, 11, 30), [], "2026-11-30"),
        (MONTHLY, datetime.date(2026, 12, 31), [], "2026-12-31"),
        (Rhythm(MONTHLY.first, 1, since=day(-5)), None, ["2026-11-30"], "2026-11-30"),
        (Rhythm(MONTHLY.first, 12, since=day(-5)), None, ["2027-01-31"], "2027-01-31"),
        (Rhythm(MONTHLY.first, 1, datetime.date(2026, 10, 31)), datetime.date(2026, 9, 30), ["2026-10-31"], ""),
        (Rhythm(day(9), since=day(-5)), None, [str(day(9))], ""),
        (Rhythm(day(9), since=day(-5)), day(9), [], ""),
        (Rhythm(day(-9), since=day(-5)), None, [], ""),  # what lay before was settled elsewhere
    ],
)
def test_a_rhythm_is_planned_one_ahead_and_never_before_it_was_followed(rhythm, after, days, again):
    found = plan(rhythm, after=after, today=TODAY)
    assert ([str(each) for each in found.days], str(found.look_again_on or "")) == (days, again)


@pytest.mark.parametrize(
    ("distance", "stage"),
    [(15, ""), (14, "before"), (1, "before"), (0, "day"), (-6, "day"), (-7, "late"), (-13, "late"), (-14, "manager")],
)
def test_who_is_reminded_when(distance, stage):
    assert stage_on(day(distance), TODAY) == stage


@pytest.mark.parametrize(("distance", "codes"), [(-1, ["past"]), (0, []), (1000, []), (1200, ["far"])])
def test_a_day_lies_ahead_and_not_in_another_age(distance, codes):
    assert [finding.code for finding in day_findings(day(distance), TODAY)] == codes


def test_nobody_accepts_its_own():
    service, town = Doer(is_service=True, user=1), Doer(is_service=False, party=7, user=1)
    assert [service_accepts(service, 1), service_accepts(town, 1)] == [False, True]
    assert [partner_accepts(service, 7), partner_accepts(town, 7), partner_accepts(town, 8)] == [True, False, True]
    assert [notes_acceptance(service, 1), notes_acceptance(service, 2), notes_acceptance(town, 2)] == [
        False,
        True,
        False,
    ]


def test_of_all_parties_together_whoever_noted_it_does_not_accept_it():
    noted = Doer(is_service=False, party=7, user=1, is_joint=True)
    assert [service_accepts(noted, 1), service_accepts(noted, 2)] == [False, True]
    by_link = Doer(is_service=False, party=7, is_joint=True)
    assert service_accepts(by_link, 1)
