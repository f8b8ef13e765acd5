"""D1: the tints of the map follow the largest number, and leave no number out."""

import pytest

from directory.mapping.rules import steps_up_to, tint_of


@pytest.mark.parametrize(
    ("largest", "bounds"),
    [
        (0, []),
        (1, [(1, 1)]),
        (2, [(1, 1), (2, 2)]),
        (5, [(1, 1), (2, 3), (4, None)]),
        (14, [(1, 2), (3, 6), (7, None)]),
        (9_000, [(1, 20), (21, 400), (401, None)]),
    ],
)
def test_steps_cover_about_the_same_ratio(largest, bounds):
    assert [(step.low, step.high) for step in steps_up_to(largest)] == bounds


@pytest.mark.parametrize("largest", [1, 2, 3, 8, 27, 100, 12_345])
def test_every_number_has_a_tint(largest):
    steps = steps_up_to(largest)
    assert {tint_of(number, steps) for number in range(1, largest + 1)} == {step.tint for step in steps}
