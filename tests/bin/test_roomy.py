"""A test's calls find their room, however deep they are (tests/roomy.py)."""

import resource

CALLS = 200


def call_often() -> None:
    for _each in range(CALLS):
        little()


def little() -> None:
    pass


def at_depth(depth: int) -> None:
    if depth:
        at_depth(depth - 1)
    else:
        call_often()


def pages_asked_for() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def test_no_depth_of_calls_asks_the_system_at_each_call():
    """A piece of 16 kB holds fewer frames than there are depths here, so that one of them is at its end."""
    asked = []
    for depth in range(200):
        before = pages_asked_for()
        at_depth(depth)
        asked.append(pages_asked_for() - before)

    assert max(asked) < CALLS
