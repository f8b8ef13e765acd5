"""R1, N1, N2: when reviews and their reminders are due."""

import zoneinfo
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from partnerships.agreements.rules.chapters_of_time import review_days
from pes_partnerships.lib.dates import PartialDate, add_months
from reviews.schedule.rules.reminding import DueRounds, due_rounds, lead_time_findings, moments
from reviews.schedule.rules.rhythm import TooFarApart, anchor_day, first_due, latest_due, move_findings, next_due
from tests.factories.texts import READY

ZONE = zoneinfo.ZoneInfo("Europe/Vilnius")
LONG_AGO = datetime(2020, 1, 1, tzinfo=ZONE)
DUE = date(2027, 11, 30)
LEADS = [60, 30, 7, 0, -7]


def at(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def rounds(now: datetime, *, written=(), planned_at=LONG_AGO, due_on=DUE, leads=LEADS) -> DueRounds:
    return due_rounds(due_on=due_on, lead_days=leads, zone=ZONE, planned_at=planned_at, written=written, now=now)


def leads_of(found: DueRounds) -> tuple[int | None, list[int]]:
    return (found.writes.lead_days if found.writes else None), [each.lead_days for each in found.covers]


def test_the_rhythm_counts_from_its_anchor():
    assert next_due(anchor_on=DUE, held_on=date(2027, 12, 20), every_months=12) == date(2028, 11, 30)


def test_a_review_held_long_before_its_day_still_has_one_within_twelve_months():
    assert next_due(anchor_on=DUE, held_on=date(2027, 9, 1), every_months=12) == date(2028, 9, 1)


def test_after_a_very_late_review_twelve_months_are_the_most():
    assert next_due(anchor_on=DUE, held_on=date(2028, 10, 1), every_months=12) == date(2029, 10, 1)


def held_on_their_days(anchor: date, every_months: int, number: int) -> list[date]:
    days = [anchor]
    while len(days) < number:
        days.append(next_due(anchor_on=anchor, held_on=days[-1], every_months=every_months))
    return days


def test_the_thirty_first_stays_the_thirty_first_after_a_february():
    days = held_on_their_days(date(2026, 8, 31), 3, 6)
    assert [f"{day:%d %b}" for day in days] == ["31 Aug", "30 Nov", "28 Feb", "31 May", "31 Aug", "30 Nov"]


def test_a_leap_day_comes_back_with_its_year():
    days = held_on_their_days(date(2028, 2, 29), 12, 5)
    assert [f"{day:%d %b %Y}" for day in days[1:]] == ["28 Feb 2029", "28 Feb 2030", "28 Feb 2031", "29 Feb 2032"]


def test_the_anchor_is_the_day_that_the_agreement_names_else_its_first():
    in_force_on = date(2027, 1, 15)
    assert anchor_day(asked_for=DUE, in_force_on=in_force_on) == DUE
    assert anchor_day(asked_for=None, in_force_on=in_force_on) == in_force_on
    assert anchor_day(asked_for=date(2026, 12, 31), in_force_on=in_force_on) == in_force_on


def test_thirteen_months_are_refused_with_the_reason():
    with pytest.raises(TooFarApart, match="There would be 13 months between two reviews"):
        next_due(anchor_on=DUE, held_on=DUE, every_months=13)


@pytest.mark.parametrize("late_by", range(0, 800, 13))
@pytest.mark.parametrize("every", [1, 3, 6, 12])
def test_the_next_review_leaves_half_a_rhythm_and_never_more_than_a_year(late_by, every):
    held = date(2027, 6, 1) + timedelta(days=late_by)
    following = next_due(anchor_on=DUE, held_on=held, every_months=every)
    assert held + timedelta(days=15 * every) <= following <= latest_due(held)
    is_of_the_rhythm = any(add_months(DUE, step * every) == following for step in range(-40, 80))
    assert is_of_the_rhythm or following == latest_due(held)


@pytest.mark.parametrize(
    ("held_on", "following"),
    [(date(2028, 6, 3), date(2028, 11, 30)), (date(2028, 6, 4), date(2029, 6, 4))],
)
def test_the_rhythm_counts_as_long_as_half_of_it_is_left(held_on, following):
    assert next_due(anchor_on=DUE, held_on=held_on, every_months=12) == following


@pytest.mark.parametrize("asked_for", [None, date(2027, 1, 14), date(2027, 1, 15)])
def test_a_first_review_day_that_is_over_when_the_agreement_takes_force_is_not_taken_over(asked_for):
    in_force_on = date(2027, 1, 15)
    assert first_due(asked_for=asked_for, in_force_on=in_force_on, every_months=6) == date(2027, 7, 15)
    named = in_force_on + timedelta(days=1)
    assert first_due(asked_for=named, in_force_on=in_force_on, every_months=6) == named


def test_the_first_review_is_never_later_than_a_year():
    day = first_due(asked_for=date(2030, 1, 1), in_force_on=date(2027, 1, 15), every_months=12)
    assert day == date(2028, 1, 15)


def test_reminders_are_due_in_the_morning_of_the_services_zone():
    assert moments(due_on=DUE, lead_days=[7], zone=ZONE)[0].at.isoformat() == "2027-11-23T07:00:00+02:00"


def test_a_morning_after_the_clocks_changed_is_still_seven():
    assert moments(due_on=DUE, lead_days=[60], zone=ZONE)[0].at.isoformat() == "2027-10-01T07:00:00+03:00"


def test_a_round_is_due_from_its_moment_on():
    day = DUE - timedelta(days=60)
    assert rounds(at(day, 6)) == DueRounds()
    assert leads_of(rounds(at(day))) == (60, [])
    assert leads_of(rounds(at(day + timedelta(days=20)))) == (60, [])


def test_a_written_round_is_not_due_again():
    assert rounds(at(DUE - timedelta(days=59)), written=[60]) == DueRounds()


def test_after_an_outage_the_latest_writes_and_covers():
    assert leads_of(rounds(at(DUE))) == (0, [60, 30, 7])
    assert leads_of(rounds(at(DUE), written=[60, 30])) == (0, [7])


def test_what_lay_before_the_planning_was_never_due():
    planned_at = at(DUE - timedelta(days=20))
    assert rounds(at(DUE - timedelta(days=20)), planned_at=planned_at) == DueRounds()
    assert leads_of(rounds(at(DUE - timedelta(days=7)), planned_at=planned_at)) == (7, [])


def test_a_review_planned_after_its_last_reminder_is_reminded_of_once():
    late = at(DUE + timedelta(days=30))
    assert leads_of(rounds(late, planned_at=late)) == (-7, [])
    assert rounds(late, planned_at=late, written=[-7]) == DueRounds()


def test_a_lead_time_added_later_is_not_made_up_for():
    assert rounds(at(DUE - timedelta(days=29)), written=[30], leads=[90, 45, 30]) == DueRounds()


def test_moving_past_twelve_months_is_refused():
    today, held = date(2027, 1, 1), date(2026, 11, 30)
    findings = move_findings(due_on=date(2027, 12, 1), last_held_on=held, in_force_on=None, today=today)
    assert [finding.code for finding in findings] == ["too_far"]
    assert findings[0].field == "due_on"
    assert findings[0].title.index("30 November 2026") < findings[0].title.index("30 November 2027")
    assert "last review" in findings[0].title
    assert not move_findings(due_on=DUE, last_held_on=held, in_force_on=None, today=today)


def test_before_any_review_the_twelve_months_count_from_force():
    bounds = {"last_held_on": None, "in_force_on": date(2026, 11, 30), "today": date(2027, 1, 1)}
    (finding,) = move_findings(due_on=date(2027, 12, 1), **bounds)
    assert (finding.code, finding.field) == ("too_far", "due_on")
    assert finding.title.index("30 November 2026") < finding.title.index("30 November 2027")
    assert "first review" in finding.title
    assert move_findings(due_on=date(2027, 11, 30), **bounds) == []


def test_moving_into_the_past_is_refused():
    findings = move_findings(due_on=DUE, last_held_on=None, in_force_on=None, today=DUE + timedelta(days=1))
    assert [(finding.code, finding.field) for finding in findings] == [("past", "due_on")]
    assert move_findings(due_on=DUE, last_held_on=None, in_force_on=None, today=DUE) == []


@pytest.mark.parametrize(
    ("lead_days", "codes"),
    [
        ([60, 30, 7, 0, -7], []),
        ([], ["none"]),
        ([7, 7], ["twice"]),
        ([366], ["out_of_range"]),
        ([-61], ["out_of_range"]),
        ([365, -60], []),
        (list(range(11)), ["too_many"]),
    ],
)
def test_lead_times_that_can_be_kept(lead_days, codes):
    assert [finding.code for finding in lead_time_findings(lead_days)] == codes


@pytest.mark.parametrize(
    ("first", "every"),
    [(date(2026, 8, 31), 3), (date(2028, 2, 29), 12), (date(2027, 1, 30), 1), (date(2026, 12, 15), 6)],
)
def test_the_calendar_in_print_and_the_plan_say_the_same_days(first, every):
    """S3, R1: one rule for month ends."""
    text = replace(READY, first_review_on=first, review_every_months=every, ends=PartialDate(2036, 12, 31))

    printed = review_days(text)

    assert printed == held_on_their_days(first, every, len(printed))
    assert len(printed) == 8
