"""What saving a cell would do, by the checks that one value has to pass wherever it is entered (O2)."""

from collections.abc import Iterator
from datetime import date

from pes_partnerships.lib.dates import PartialDate
from reviews.grid.rules.cells import Figures
from reviews.models import Measurement
from reviews.shared.rules import Stated, said_already, says_the_same, value_problems

from .saving import Entry
from .sheet import CellState, Target


def stated(target: Target, period: PartialDate, figures: Figures, source: str) -> Stated:
    """`source`: what was said for all; without it, the source that the agreement names for the objective."""
    return Stated(
        as_of=period,
        source=source.strip() or target.objective.data_source.strip(),
        value=figures.value,
        numerator=figures.numerator,
        denominator=figures.denominator,
    )


def entry_problems(entry: Entry, state: CellState, today: date) -> Iterator[tuple[str, str]]:
    """Each with the field of a value that it is about; what is wrong is said at the cell, but for the source."""
    said, target = entry.said, entry.target
    yield from value_problems(said, target.unit, today, may_be_negative=target.may_be_negative)
    if entry.corrects is None and any(says_the_same(said, each.as_of, each.source) for each in state.exact):
        yield "as_of", said_already(said.as_of)


def of_same_source(said: Stated, state: CellState) -> Measurement | None:
    """The value that this source has said for the period already."""
    return next((each for each in state.exact if says_the_same(said, each.as_of, each.source)), None)
