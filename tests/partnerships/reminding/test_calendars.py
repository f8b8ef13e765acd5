"""N1: reminders go on working days of the recipient's country, in their morning, on both nights when clocks change."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest

from partnerships.reminding.rules.calendars import Calendar
from partnerships.reminding.rules.stages import Plan, due_stages, stage_day
from pes_partnerships.accounts.models import User
from pes_partnerships.outbox.services import sweep as send
from tests.partnerships.reminding.conftest import before_end, ends_soon, ledger, remind
from tests.reviews.conftest import make_agreement, make_partnership

ZONES = {
    "AT": "Vienna", "BE": "Brussels", "BG": "Sofia", "CY": "Nicosia", "CZ": "Prague", "DE": "Berlin",
    "DK": "Copenhagen", "EE": "Tallinn", "ES": "Madrid", "FI": "Helsinki", "FR": "Paris", "GR": "Athens",
    "HR": "Zagreb", "HU": "Budapest", "IE": "Dublin", "IT": "Rome", "LT": "Vilnius", "LU": "Luxembourg",
    "LV": "Riga", "MT": "Malta", "NL": "Amsterdam", "PL": "Warsaw", "PT": "Lisbon", "RO": "Bucharest",
    "SE": "Stockholm", "SI": "Ljubljana", "SK": "Bratislava",
}  # fmt: skip
OTHERS = ["Atlantic/Azores", "Atlantic/Canary", "Atlantic/Madeira"]  # of the Union, too
EUROPE = [(country, f"{'Asia' if country == 'CY' else 'Europe'}/{city}") for country, city in ZONES.items()]
EUROPE += [("PT", OTHERS[0]), ("ES", OTHERS[1]), ("PT", OTHERS[2])]


def changes(zone: str) -> list[date]:
    """The days of ten years on which the clocks of a zone change."""
    info, day, found = zoneinfo.ZoneInfo(zone), date(2026, 12, 1), []
    while day < date(2036, 12, 1):
        at = datetime(day.year, day.month, day.day, tzinfo=info)
        if at.utcoffset() != datetime.combine(day + timedelta(days=1), at.timetz()).utcoffset():
            found.append(day)
        day += timedelta(days=1)
    return found


# west, the middle, east, and the islands that are an hour behind; all of them in the rehearsal
OFTEN = {"Europe/Lisbon", "Europe/Brussels", "Europe/Athens", "Atlantic/Azores"}
ALL_ZONES = [each if each[1] in OFTEN else pytest.param(*each, marks=pytest.mark.rehearse) for each in EUROPE]


@pytest.mark.parametrize(("country", "zone"), ALL_ZONES)
def test_nights_on_which_clocks_change_neither_lose_nor_double_a_reminder(country, zone):
    """A sweep every half hour of three days: what is due on the day, or on the Monday after, goes once and at work."""
    found = changes(zone)
    assert len(found) == 20
    for night in found:
        for opens in (2, 3, 7):  # also where the day begins in the hour that is missing, or comes twice
            for due_on in (night, night + timedelta(days=1), night + timedelta(days=2)):
                goes = goes_at(Calendar(country, zoneinfo.ZoneInfo(zone), opens=opens), due_on, night)
                assert len(goes) == 1
                here = goes[0].astimezone(zoneinfo.ZoneInfo(zone))
                assert (here.weekday() < 5, here.date() <= due_on, here.hour) == (True, True, opens)


def goes_at(calendar: Calendar, due_on: date, night: date) -> list[datetime]:
    plan, written, goes = Plan(lead_days=(0,), manager_after=None, head_after=None, every=None), set(), []
    now = datetime.combine(night - timedelta(days=10), datetime.min.time(), tzinfo=UTC)
    began = now
    while now.date() <= night + timedelta(days=3):

        def moment(stage: int) -> datetime:
            return calendar.morning(calendar.working_day(stage_day(due_on, stage), later=stage < 0))

        due = due_stages(plan.stages(), moment, known_at=began, began_at=began, written=written, now=now)
        if due.writes is not None:
            written.add(due.writes)
            goes.append(calendar.opening(max(moment(due.writes), now)))
        now += timedelta(minutes=30)
    return goes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "night"), [("Europe/Lisbon", date(2027, 3, 28)), ("Europe/Vilnius", date(2027, 10, 31))]
)
def test_the_same_with_real_rows(began, in_scope, zone, night):
    User.objects.filter(pk=in_scope.lina.pk).update(time_zone=zone)
    due = night + timedelta(days=31)  # thirty days before it is the Monday after the night
    make_agreement(make_partnership(in_scope), ends=str(due), ends_latest=due)
    before = datetime.combine(night - timedelta(days=50), datetime.min.time(), tzinfo=UTC)
    remind(before)
    assert send(now=before + timedelta(days=4)).sent == 1  # of ninety days before
    # Easter Monday and All Saints' Day are days off in Lithuania: then it goes on the Friday before
    sent, now = [], datetime.combine(night - timedelta(days=3), datetime.min.time(), tzinfo=UTC)
    while now.date() <= night + timedelta(days=2):
        remind(now)
        if send(now=now).sent:
            sent.append(now.astimezone(zoneinfo.ZoneInfo(zone)))
        now += timedelta(hours=1 if now.hour < 9 else 5)
    assert [(each.date(), each.hour) for each in sent] == [(night - timedelta(days=2), 7)]


def test_a_day_off_is_left_for_the_working_day_before_it_or_after_it_where_it_is_late():
    lithuania = Calendar("LT", zoneinfo.ZoneInfo("Europe/Vilnius"))
    june = date(2027, 6, 24)  # St John's day, a Thursday
    assert lithuania.working_day(june, later=False) == date(2027, 6, 23)
    assert lithuania.working_day(june, later=True) == date(2027, 6, 25)
    assert Calendar("FR", lithuania.zone).working_day(june, later=False) == june
    assert lithuania.working_day(date(2027, 6, 27), later=False) == date(2027, 6, 25)
    assert Calendar("", lithuania.zone).works_on(date(2027, 12, 24))  # a country without a calendar has weekends


def test_nothing_goes_in_quiet_hours():
    brussels = zoneinfo.ZoneInfo("Europe/Brussels")
    calendar = Calendar("BE", brussels, opens=8, closes=17)
    friday = datetime(2027, 6, 25, tzinfo=brussels)
    monday = datetime(2027, 6, 28, 8, tzinfo=brussels)
    assert calendar.opening(friday.replace(hour=3)) == friday.replace(hour=8)
    assert calendar.opening(friday.replace(hour=16, minute=59)) == friday.replace(hour=16, minute=59)
    assert calendar.opening(friday.replace(hour=17)) == monday
    assert calendar.opening(friday.replace(hour=12) + timedelta(days=1)) == monday


def test_what_a_late_sweep_writes_at_night_goes_in_the_morning(ending):
    """After an outage on a Friday night: the mail waits until Monday, and says then what is right."""
    friday = before_end(90, hour=22)
    assert friday.weekday() == 4
    remind(before_end(91))
    assert remind(friday) == 1
    for hours in (0, 10, 30, 56):
        assert send(now=friday + timedelta(hours=hours)).sent == 0
    assert send(now=friday + timedelta(hours=57)).sent == 1
    assert ledger() == [(90, "Lina", "manager", "written")]


def test_a_holiday_is_that_of_the_office(began, in_scope):
    """Lina works for the service in Lithuania, Liis in Tallinn: the 23rd of June is a holiday in Estonia alone."""
    partnership = make_partnership(in_scope, office=in_scope.tallinn, manager=in_scope.liis)
    ends_soon(partnership)
    ends_soon(make_partnership(in_scope))
    remind(before_end(30))
    remind(before_end(9))  # Tuesday, 22 June
    assert [line[1] for line in ledger() if line[0] == 7] == ["Liis"]
    remind(before_end(8))
    assert [line[1] for line in ledger() if line[0] == 7] == ["Liis", "Lina"]


def test_of_one_stage_each_gets_the_mail_on_a_working_day_of_their_own(head, in_scope):
    """It is written once the first of them is due: Liis in Tallinn on Tuesday, the head in Lithuania on Wednesday."""
    ends_soon(make_partnership(in_scope, office=in_scope.tallinn, manager=in_scope.liis))
    remind(before_end(30))
    send(now=before_end(30))
    assert remind(before_end(9)) == 2
    assert [send(now=before_end(9, hour=12)).sent, send(now=before_end(8, hour=6)).sent] == [1, 0]
    assert send(now=before_end(8)).sent == 1
