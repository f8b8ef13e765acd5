"""G5, O2: which periods are expected, and until when their values are in time; a table of examples."""

from datetime import date

import pytest

from reviews.periods.rules.expected import (
    IN_TIME,
    LATE,
    MISSING,
    OPEN,
    Expected,
    Rhythm,
    days_allowed,
    expected_periods,
    timeliness,
)
from reviews.periods.rules.words import rule_words, share_words, state_words
from reviews.rules.periods import quarter

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("rhythm", "periods"),
    [
        # months, from a month of which half lies in force
        (Rhythm(1, date(2026, 8, 1)), ["2026-08", "2026-09", "2026-10"]),
        (Rhythm(1, date(2026, 8, 16)), ["2026-08", "2026-09", "2026-10"]),
        (Rhythm(1, date(2026, 8, 18)), ["2026-09", "2026-10"]),
        # exactly half of February
        (Rhythm(1, date(2026, 2, 15), until=date(2026, 3, 5)), ["2026-02"]),
        # quarters; the one that runs is not expected yet
        (Rhythm(3, date(2026, 1, 1)), ["2026-01/2026-03", "2026-04/2026-06", "2026-07/2026-09"]),
        (Rhythm(3, date(2026, 5, 20)), ["2026-07/2026-09"]),
        # a report that falls due in July is about the quarter before it, and about none earlier
        (Rhythm(3, date(2025, 1, 1), first_due=date(2026, 7, 20)), ["2026-04/2026-06", "2026-07/2026-09"]),
        # half-years, years, two years
        (Rhythm(6, date(2025, 7, 1)), ["2025-07/2025-12", "2026-01/2026-06"]),
        (Rhythm(12, date(2024, 1, 1)), ["2024", "2025"]),
        (Rhythm(24, date(2022, 1, 1)), ["2022-01/2023-12", "2024-01/2025-12"]),
        # it ended: what lies in it by half or more still counts
        (Rhythm(1, date(2026, 6, 1), until=date(2026, 7, 20)), ["2026-06", "2026-07"]),
        (Rhythm(1, date(2026, 6, 1), until=date(2026, 7, 5)), ["2026-06"]),
        # what happens once has no periods, and what begins later neither
        (Rhythm(0, date(2020, 1, 1)), []),
        (Rhythm(12, date(2026, 12, 1)), []),
    ],
)
def test_expected_periods(rhythm, periods):
    assert [str(each.period) for each in expected_periods(rhythm, TODAY)] == periods


@pytest.mark.parametrize(
    ("months", "first_due", "days"),
    [
        (1, None, 15),
        (3, None, 30),
        (6, None, 45),
        (12, None, 60),
        (3, date(2026, 4, 15), 15),
        (1, date(2026, 4, 10), 10),
        (3, date(2026, 3, 31), 30),  # on the last day of its own quarter: that says nothing
        (1, date(2026, 4, 28), 15),
        (12, date(2026, 2, 28), 59),
        (12, date(2026, 9, 1), 60),
    ],
)
def test_days_after_the_end_of_a_period(months, first_due, days):
    assert days_allowed(Rhythm(months, date(2025, 1, 1), first_due=first_due)) == days


@pytest.mark.parametrize(
    ("entered_on", "today", "state", "words"),
    [
        (date(2026, 4, 15), TODAY, IN_TIME, "in time"),
        (date(2026, 2, 1), TODAY, IN_TIME, "in time"),
        (date(2026, 4, 16), TODAY, LATE, "1 day late"),
        (date(2026, 4, 27), TODAY, LATE, "12 days late"),
        (None, date(2026, 4, 15), OPEN, "due by 15 April 2026"),
        (None, date(2026, 4, 16), MISSING, "missing"),
    ],
)
def test_in_time_late_missing_or_not_due_yet(entered_on, today, state, words):
    expected = Expected(quarter(2026, 1), date(2026, 4, 15))
    assert timeliness(expected, entered_on, today) == state
    late = (entered_on - expected.due_on).days if entered_on else 0
    assert state_words(state, late, expected.due_on) == words


def test_the_rule_is_said_in_words():
    assert rule_words(1).endswith("within 1 day after the end of their period.")
    assert (share_words(3, 4), share_words(0, 0)) == ("3 of 4", "none due yet")
