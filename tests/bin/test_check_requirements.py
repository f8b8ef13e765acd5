"""`make check` holds the tables of requirements and of real agreements to the tests that they name."""

import importlib.util
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
HERE = "tests/bin/test_check_requirements.py"
NAMED = f"`{HERE}::test_the_tables_of_the_product_are_whole`"


@pytest.fixture
def check():
    spec = importlib.util.spec_from_file_location("check_requirements", TOP / "bin" / "check_requirements.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(**changed: str) -> str:
    lines = {str(number): f"| {number} | It is so | `Model` | {NAMED} |" for number in range(1, 53)}
    return "\n".join({**lines, **{name.removeprefix("row"): line for name, line in changed.items()}}.values())


def test_the_tables_of_the_product_are_whole(check):
    assert check.main() == 0
    assert check.problems_in_reality(table()) == []


def test_a_test_that_is_gone_is_named_with_its_row(check):
    (found,) = check.problems_in_reality(table(row7=f"| 7 | Classes | `Model` | `{HERE}::test_that_is_gone` |"))
    assert found == f"reality 7: {HERE}::test_that_is_gone does not exist"


def test_a_row_without_a_test_or_a_place_and_a_missing_row_are_told(check):
    found = check.problems_in_reality(table(row3="| 3 | Decisions | | none |", row9=""))
    assert found == [
        "9: has no row",
        "reality 3: the row says not what is real, or not where it is held",
        "reality 3: names no test (tests/file.py::test_name)",
    ]


def test_a_requirement_is_shown_or_open(check):
    assert check.problems_of("F1", "Something", "open") == []
    assert check.problems_of("F1", "Something", "soon") == [
        "F1: names no test (tests/file.py::test_name) and is not called open"
    ]
