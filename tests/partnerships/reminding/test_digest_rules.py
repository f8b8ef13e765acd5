"""N3: when a digest goes, and what comes alone all the same."""

import itertools
import zoneinfo
from datetime import date, datetime, timedelta

import pytest

from partnerships.reminding.rules.calendars import Calendar
from partnerships.reminding.rules.digests import Period, Wish, comes_alone, periods
from partnerships.rules.reminding import Way

VILNIUS = zoneinfo.ZoneInfo("Europe/Vilnius")
AT_WORK = Calendar("LT", VILNIUS)
WEEKLY, DAILY = Wish(Way.WEEKLY), Wish(Way.DAILY)
FRIDAY = date(2027, 4, 2)


def at(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VILNIUS)


def days(wish: Wish, since: datetime, count: int = 3) -> list[tuple[date, datetime]]:
    return [(each.day, each.at) for each in itertools.islice(periods(wish, AT_WORK, since), count)]


def test_a_weekly_one_goes_on_its_day_and_after_a_holiday_but_keeps_its_name():
    """The Monday after Easter, the 29th of March 2027, is a holiday."""
    [first, second] = days(WEEKLY, at(date(2027, 3, 26)), 2)
    assert first == (date(2027, 3, 29), at(date(2027, 3, 30), 8))
    assert second == (date(2027, 4, 5), at(date(2027, 4, 5), 8))


def test_one_that_was_put_off_by_a_holiday_still_takes_what_falls_due_on_it():
    assert days(WEEKLY, at(date(2027, 3, 29), 9), 1) == [(date(2027, 3, 29), at(date(2027, 3, 30), 8))]


def test_a_daily_one_goes_on_working_days():
    assert [day for day, _at in days(DAILY, at(FRIDAY))] == [FRIDAY, date(2027, 4, 5), date(2027, 4, 6)]


@pytest.mark.parametrize(("hour", "goes"), [(5, 8), (9, 9), (23, 18)])
def test_it_goes_in_working_hours_and_an_hour_after_they_begin(hour, goes):
    assert days(Wish(Way.DAILY, hour=hour), at(FRIDAY), 1) == [(FRIDAY, at(FRIDAY, goes))]


def test_in_a_night_on_which_clocks_change_none_is_lost():
    sundays = [date(2027, 3, 28), date(2027, 10, 31)]
    for sunday in sundays:
        found = [day for day, _at in days(DAILY, at(sunday - timedelta(days=3)), 6)]
        assert found == sorted(set(found))


MONDAY = date(2027, 4, 5)
OF_MONDAY = Period(MONDAY, at(MONDAY, 8))


def alone(wish: Wish, due_on: date, stage: int, period: Period = OF_MONDAY) -> bool:
    return comes_alone(wish, period, due_on=due_on, stage=stage, first_late=-7, now=at(FRIDAY))


def test_what_is_due_before_the_digest_or_on_its_day_comes_alone():
    assert alone(Wish(Way.WEEKLY, soon_alone=False), MONDAY, 3)
    assert not alone(Wish(Way.WEEKLY, soon_alone=False), MONDAY + timedelta(days=1), 3)


def test_what_is_due_within_three_days_comes_alone_to_who_wants_it():
    later = Period(date(2027, 4, 3), at(date(2027, 4, 3), 8))
    assert alone(WEEKLY, MONDAY, 3, later)
    assert not alone(Wish(Way.WEEKLY, soon_alone=False), MONDAY, 3, later)


def test_the_first_word_that_something_is_late_comes_alone_in_a_week_and_not_in_a_day():
    assert alone(WEEKLY, date(2027, 3, 26), -7)
    assert not alone(WEEKLY, date(2027, 3, 5), -28)
    assert not alone(DAILY, date(2027, 3, 26), -7)


def test_nothing_comes_alone_on_the_day_of_the_digest():
    today = Period(FRIDAY, at(FRIDAY, 8))
    assert not alone(DAILY, FRIDAY, 0, today)
    assert not alone(WEEKLY, date(2027, 3, 26), -7, today)
