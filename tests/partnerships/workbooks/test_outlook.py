"""F2, A16: before a file is written it says what its partnerships will be: by their own dates and what is stored."""

import pytest
import time_machine

from tests.factories.portfolios import book_with, checked_workbook, write

TODAY = "2026-03-02"
HEADINGS = ["Partnership", "Agreement", "In force", "End"]
PARTNERSHIPS = [["Your number", "Name", "Challenge"], ["P-1", "Pact of the north", "Few jobs"]]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY}T12:00:00+00:00", tick=False):
        yield


def outlook(in_scope, **sheets) -> dict[str, int]:
    """The counts that are not 0."""
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(sheets))
    return {name: number for name, number in found.outlook.items() if number}


def until(end: str) -> dict[str, list[list[object]]]:
    return {"Partnerships": PARTNERSHIPS, "Agreements": [HEADINGS, ["P-1", "Pact", "2019", end]]}


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-03-01", {"over": 1}),
        ("2026-03-02", {"in_force": 1, "ending": 1}),  # the last day counts
        ("2026-05-31", {"in_force": 1, "ending": 1}),  # ninety days from today
        ("2026-06-01", {"in_force": 1}),
        ("2026", {"in_force": 1}),  # to the end of the year
        ("", {"in_force": 1}),
    ],
)
def test_the_last_day_says_how_long_it_is_in_force(in_scope, end, expected):
    assert outlook(in_scope, **until(end)) == expected


@pytest.mark.parametrize(("end", "expected"), [("2022", {"over": 1}), ("2026-04-30", {"in_force": 1, "ending": 1})])
def test_a_text_that_is_stored_counts_where_the_file_names_none(in_scope, end, expected):
    write(checked_workbook(in_scope.service, in_scope.lina, book_with(until(end))))

    assert outlook(in_scope, Partnerships=[PARTNERSHIPS[0], ["P-1", "Pact of the north", "No jobs"]]) == expected


def test_what_has_ended_is_over_whatever_its_text_says(in_scope):
    """The agreement names no end; the partnership did."""
    heading, line = PARTNERSHIPS
    ended = [[*heading, "Ended on", "Reason for ending"], [*line, "2025-12-31", "Goals achieved"]]
    sheets = {**until(""), "Partnerships": ended}
    assert outlook(in_scope, **sheets) == {"over": 1}
    write(checked_workbook(in_scope.service, in_scope.lina, book_with(sheets)))

    assert outlook(in_scope, Partnerships=[heading, ["P-1", "Pact of the north", "No jobs"]]) == {"over": 1}
