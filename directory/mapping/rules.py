"""How a map tells numbers apart: three tints whose steps follow the largest number (D1). Pure."""

import math
from dataclasses import dataclass

FEW, SOME, MANY = "few", "some", "many"


@dataclass(frozen=True)
class Step:
    """The numbers of one tint: from `low` to `high`; the last has no end."""

    tint: str
    low: int
    high: int | None


def steps_up_to(largest: int) -> list[Step]:
    """Each tint covers about the same ratio of numbers; a tint without a number is left out. None below one."""
    if largest < 1:
        return []
    first, second = _round(largest ** (1 / 3) + 1e-9), _round(math.ceil(largest ** (2 / 3) - 1e-9))
    steps = [Step(FEW, 1, first)]
    if second > first:
        steps.append(Step(SOME, first + 1, second))
    if largest > second:
        steps.append(Step(MANY, second + 1, None))
    return steps


def tint_of(number: int, steps: list[Step]) -> str:
    """The tint of a number of at least one."""
    return next(step.tint for step in steps if step.high is None or number <= step.high)


def _round(number: float) -> int:
    """Downwards, to one digit that is not zero: a legend of 1,783 entries says little."""
    size = 10 ** (len(str(int(number))) - 1)
    return int(number) // size * size
