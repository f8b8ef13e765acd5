"""Room for the calls of a test, taken once: asking the system for it again and again took a tenth of a run and more.

CPython keeps the frames of Python functions in pieces of 16 kB, one above the other. Where a piece happens to end,
each further call asks the system for the next one, and each return gives it back: thousands of times for one page,
as deep as a page is called here, below pytest, Django and its middleware. A function that itself needs half a
megabyte gets a piece of one, and what it calls uses the other half.
"""

from collections.abc import Callable

import pytest
from _pytest.runner import runtestprotocol

HALF_A_MEGABYTE = 2**19 // 8  # in places for a value, as a frame counts them


def _calls(act: Callable[[], None]) -> None:
    act()


_calls.__code__ = _calls.__code__.replace(co_stacksize=HALF_A_MEGABYTE)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest's own, with room."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    _calls(lambda: runtestprotocol(item, nextitem=nextitem))
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
