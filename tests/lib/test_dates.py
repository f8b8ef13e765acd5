"""Dates of every precision: read, ordered, counted and written in the reader's language."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pes_partnerships.lib.dates import (
    PartialDate,
    PartialDateError,
    add_months,
    display_date,
    display_datetime,
    months_between,
)

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))


@st.composite
def partial_dates(draw):
    day, later = sorted([draw(DAYS), draw(DAYS)])
    point = draw(st.sampled_from([
        PartialDate(), PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day),
    ]))  # fmt: skip
    if not point or not draw(st.booleans()):
        return point
    end = PartialDate(later.year + 1) if later.year < 2199 else point
    return PartialDate.parse(f"{point}/{end}")


@given(partial_dates())
def test_text_keeps_everything(when):
    assert PartialDate.parse(str(when)) == when


@given(partial_dates())
def test_earliest_never_lies_after_latest(when):
    assert (when.earliest() is None) == (when.latest() is None) == (not when)
    assert not when or when.earliest() <= when.latest()


@given(st.lists(partial_dates()))
def test_order_is_by_the_earliest_day_with_unknown_first(dates):
    earliest = [when.earliest() or date.min for when in sorted(dates)]

    assert earliest == sorted(earliest)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("", "unknown", None, None),
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-05-12", "day", date(2019, 5, 12), date(2019, 5, 12)),
        ("2018/2019", "interval", date(2018, 1, 1), date(2019, 12, 31)),
        ("2018-09/2019-06", "interval", date(2018, 9, 1), date(2019, 6, 30)),
        (" 2019 ", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019/2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_precision_and_span(text, precision, earliest, latest):
    when = PartialDate.parse(text)

    assert (when.precision, when.earliest(), when.latest()) == (precision, earliest, latest)


@pytest.mark.parametrize(
    ("text", "part", "message"),
    [
        ("2019-02-29", "day", "There is no 29 February in 2019."),
        ("2019-04-31", "day", "There is no 31 April."),
        ("2019-04-32", "day", "The day must be a number from 1 to 31."),
        ("2019-13", "month", "The month must be a number from 1 to 12."),
        ("0019", "year", "The year must be between 1800 and 2199."),
        ("2019/2018", "year", "This interval ends before it begins."),
        ("2019/", "year", "“” is not a date."),
        ("last May", "year", "“last May” is not a date."),
        ("٢٠١٩", "year", "“٢٠١٩” is not a date."),
    ],
)
def test_a_wrong_date_is_explained(text, part, message):
    with pytest.raises(PartialDateError) as caught:
        PartialDate.parse(text)

    assert caught.value.part == part
    assert str(caught.value).startswith(message)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_clear_refusal(text):
    try:
        when = PartialDate.parse(text)
    except PartialDateError:
        return
    assert PartialDate.parse(str(when)) == when


def test_parts_cannot_be_skipped():
    with pytest.raises(PartialDateError, match="Add the month"):
        PartialDate(2019, day=4)
    with pytest.raises(PartialDateError, match="Add the year"):
        PartialDate(month=5)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("2019-05-12", "en", "12 May 2019"),
        ("2019-05", "en", "May 2019"),
        ("2019", "en", "2019"),
        ("2018/2019", "en", "2018–2019"),
        ("2018-09/2019-06", "en", "September 2018 – June 2019"),
        ("", "en", ""),
        ("2019-05-12", "fr", "12 mai 2019"),
        ("2019-05-12", "bg", "12 май 2019\u202fг."),
        ("2019-05", "el", "Μάιος 2019"),
        ("2019-05-12", "mt", "12 ta’ Mejju 2019"),
        ("2019-05-12", "xx", "12 May 2019"),
    ],
)
def test_display_in_the_readers_language(text, language, shown):
    assert PartialDate.parse(text).display(language) == shown


def test_display_follows_the_active_language():
    with override("fr"):
        assert display_date(date(2019, 8, 1), weekday=True) == "jeudi 1er août 2019"
        assert display_date(PartialDate(2019, 8)) == "août 2019"
    assert display_date(None) == ""


def test_moments_are_shown_in_our_time_zone():
    moment = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert display_datetime(moment, "en") == "1 July 2026, 00:30"
    assert display_date(moment, "en") == "1 July 2026"
    assert display_datetime(None) == ""


def test_months_end_where_the_month_ends():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2026, 11, 15), 14) == date(2028, 1, 15)
    assert months_between(date(2024, 1, 31), date(2024, 2, 28)) == 0
    assert months_between(date(2024, 1, 31), date(2024, 2, 29)) == 1
    assert months_between(date(2024, 2, 29), date(2024, 1, 31)) == -1


@given(DAYS.filter(lambda day: 1860 < day.year < 2140), st.integers(0, 600))
def test_added_months_are_counted_back(day, months):
    assert months_between(day, add_months(day, months)) == months
