"""What was pasted or read from a file, cell by cell, beside what is stored: before anything is saved (O2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from partnerships.shared.services.conflicts import seen_hash
from reviews.grid.rules.cells import CellRefused, Figures, read_cell
from reviews.grid.rules.tables import Cell
from reviews.models import Measurement
from reviews.results.rules.locking import correct_there_words
from reviews.results.services.locks import Locks

from .planning import entry_problems, of_same_source, stated
from .saving import Entry
from .sheet import CellState, Target, lock_of, says, state_of

NEW, CORRECTION, SAME, WRONG = "new", "correction", "same", "wrong"


@dataclass(frozen=True)
class Planned:
    """One cell: what saving would do with it, or what is wrong; `needs_source`: nothing names its source."""

    cell: Cell
    target: Target
    kind: str
    figures: Figures = field(default_factory=Figures)
    state: CellState = field(default_factory=CellState)
    entry: Entry | None = None
    problem: str = ""
    needs_source: bool = False


@dataclass(frozen=True)
class Preview:
    planned: list[Planned]

    @property
    def entries(self) -> list[Entry]:
        return [each.entry for each in self.planned if each.entry]

    def count(self, kind: str) -> int:
        return sum(each.kind == kind for each in self.planned)

    @property
    def seen(self) -> str:
        """The same where saving would do the same: what a person was shown is compared with it."""
        return seen_hash([_said(each) for each in self.planned])


def _said(each: Planned) -> list[object]:
    return [each.target.key, each.cell.period, each.kind, each.figures.words, sorted(each.state.keys)]


def preview_of(
    cells: Sequence[Cell],
    targets: Sequence[Target],
    values: dict[str, list[Measurement]],
    locks: Locks,
    *,
    style: str,
    source: str,
    is_estimate: bool,
    today: date,
) -> Preview:
    """Without a query. A value that is stored already stays as it is, so that a file taken in twice changes nothing."""
    by_key = {target.key: target for target in targets}
    return Preview(
        [
            _planned(cell, by_key[cell.about.key], values, locks, style, source, is_estimate, today)
            for cell in sorted(cells, key=lambda each: (each.line, each.column))
        ]
    )


def _planned(
    cell: Cell,
    target: Target,
    values: dict[str, list[Measurement]],
    locks: Locks,
    style: str,
    source: str,
    is_estimate: bool,
    today: date,
) -> Planned:
    try:
        figures = read_cell(cell.text, style)
    except CellRefused as refused:
        return Planned(cell, target, WRONG, problem=str(refused))
    state = state_of(values[target.key], cell.period)
    if any(says(figures, each) for each in state.exact):
        return Planned(cell, target, SAME, figures, state)
    if lock := lock_of(locks, target, state, cell.period):
        return Planned(cell, target, WRONG, figures, state, problem=correct_there_words(lock.period))
    said = stated(target, cell.period, figures, source)
    earlier = of_same_source(said, state)
    entry = Entry(target, said, is_estimate, state.keys, earlier)
    problems = dict(reversed(list(entry_problems(entry, state, today))))
    needs_source = problems.pop("source", None) is not None
    if problems:
        return Planned(cell, target, WRONG, figures, state, problem=next(iter(problems.values())))
    return Planned(cell, target, CORRECTION if earlier else NEW, figures, state, entry, needs_source=needs_source)


def usual_values(values: dict[str, list[Measurement]]) -> dict[str, list[Decimal]]:
    """For each line the figures that are stored: what shows whether pasted ones are moved by a place."""
    return {
        key: [
            Decimal(each.numerator) if each.numerator is not None else each.value
            for each in rows
            if each.value is not None
        ]
        for key, rows in values.items()
    }
