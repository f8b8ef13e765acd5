"""O2, G5: values out of a file pass the same rules as typed ones, each refused line with its own answer."""

import pytest
from django.utils import timezone

from partnerships.models import Objective
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement, PeriodConfirmation
from tests.factories.portfolios import book_with, checked_workbook, write

PACT = {
    "Partnerships": [["Your number", "Name"], ["P-1", "Pact"]],
    "Agreements": [["Partnership", "Agreement", "In force"], ["P-1", "Agreement 2025", "2025"]],
    "Objectives": [
        ["Partnership", "Agreement", "Objective", "Unit", "Target"],
        ["P-1", "Agreement 2025", "People in work", "% of participants", "55"],
    ],
}
HEADINGS = ["Partnership", "Agreement", "Objective", "Date", "Value", "How many", "Out of", "Source"]


def values_of(*lines: list[str]) -> dict[str, list[list[object]]]:
    whose = ["P-1", "Agreement 2025", "People in work"]
    return {**PACT, "Values": [HEADINGS, *([*whose, *line] for line in lines)]}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (["2030-01", "12", "", "", "Register"], "A value cannot lie in the future. Check its date."),
        (["2026-01", "140", "", "", "Register"], "140 % is more than a hundred."),
        (["2026-01", "", "12", "10", "Register"], "A quota above its base: there are more than the group has."),
        (["2026-01", "12", "", "", ""], "The source of the value is missing. Enter where the figure comes from."),
        (["", "12", "", "", "Register"], "The date or period of the value is missing."),
        (["2026-01", "many", "", "", "Register"], "“many” is not a number."),
        (["2026-01", "", "-3", "10", "Register"], "“-3” is not a whole number."),
    ],
)
def test_each_fault_has_its_own_answer(in_scope, line, answer):
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(values_of(line)))
    [row] = found.lines.filter(is_open=True)
    assert (row.kind, answer in [each["text"] for each in row.problems]) == ("values", True)


def test_two_values_for_one_day_from_one_source_are_one_too_many(in_scope):
    twice = values_of(["2026-01", "12", "", "", "Register"], ["2026-01", "13", "", "", "register"])
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(twice))

    [row] = found.lines.filter(is_open=True)
    assert row.number == 3
    assert "Line 2 has a value for the same date from the same source." in row.problems[0]["text"]


def test_a_value_of_another_partnerships_objective_finds_none(in_scope):
    sheets = values_of(["2026-01", "12", "", "", "Register"])
    sheets["Values"][1][2] = "People trained"
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(sheets))

    [row] = found.lines.filter(is_open=True)
    assert "This partnership has no objective “People trained”" in row.problems[0]["text"]


def test_a_confirmed_period_takes_corrections_with_the_file_as_their_reason(in_scope):
    first = values_of(["2026-01", "12", "", "", "Register"])
    write(checked_workbook(in_scope.service, in_scope.lina, book_with(first)))
    objective = Objective.objects.get()
    PeriodConfirmation.objects.create(
        objective=objective, lineage=objective.lineage, period=PartialDate(2026, 1), confirmed_at=timezone.now()
    )

    second = values_of(["2026-01", "14", "", "", "Register"], ["2026-01", "15", "", "", "Survey"])
    write(checked_workbook(in_scope.service, in_scope.lina, book_with(second)))

    standing = {each.source: each for each in Measurement.objects.standing()}
    assert {source: str(each.value) for source, each in standing.items()} == {"Register": "14.00", "Survey": "15.00"}
    assert {each.correction_reason for each in standing.values()} == {"Import of the file portfolio.xlsx"}
