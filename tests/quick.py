"""`--quick`, for daily work: tests that need no server, no browser and none of the large worlds of rows."""

import pytest

LONG = {"browser", "rehearse", "servers", "slow"}  # markers
WORLDS = {"rows", "told", "worlds"}  # fixtures that make, or copy, everything at once


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave out servers, browsers, large worlds and slow tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("quick"):
        left_out = [item for item in items if is_long(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def is_long(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & LONG or WORLDS & set(getattr(item, "fixturenames", ())))
