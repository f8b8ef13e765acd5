"""The rows of a comparison: which belong together, which are alike, and which no source fills (D1). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.text import fold

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_("Commitments and results"), ("target", "result", "targets_note", "objective", "added_value", "ended_how")),
    (
        _("Who, and on what terms"),
        (
            "where", "challenge", "target_groups", "service_areas", "instigator", "model", "formality", "pes_role",
            "partners", "selection", "funding", "commenced", "period", "running", "reviewed",
        ),
    ),
    (_("What is said to have made it work"), ("success_factors", "strengths", "learnt")),
)  # fmt: skip
OTHERS = _("Other facts")
ALIKE = _("The same for all")


@dataclass(frozen=True)
class Cell:
    """What one entry says in one row; without lines no source says anything. `beside`: its marks, in words."""

    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_own_reading: bool = False
    unsaid: str = ""  # the words for an empty cell
    meters: tuple[Mapping[str, object], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((*self.lines, *self.notes, *self.beside))

    @property
    def said(self) -> frozenset[str]:
        """In any order and spelling of cases: lists of terms are sets in truth."""
        parts = (part for line in (*self.lines, *self.notes) for part in line.split(";"))
        return frozenset(fold(part.strip().rstrip(".")) for part in parts)


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def is_alike(self) -> bool:
        return len({cell.said for cell in self.cells}) == 1

    @property
    def is_empty(self) -> bool:
        return not any(cell.lines for cell in self.cells)


def grouped(lines: Sequence[Line], *, only_differences: bool) -> list[tuple[str, list[Line]]]:
    """Groups of rows that differ, in the order of GROUPS; those that are the same for all come last or not at all."""
    filled = {line.name: line for line in lines if not line.is_empty}
    placed = [name for _title, names in GROUPS for name in names]
    groups = [(str(title), _apart(filled.get(name) for name in names)) for title, names in GROUPS]
    groups.append((str(OTHERS), _apart(line for name, line in filled.items() if name not in placed)))
    if not only_differences:
        groups.append((str(ALIKE), [line for line in filled.values() if line.is_alike]))
    return [(title, found) for title, found in groups if found]


def _apart(lines: Iterable[Line | None]) -> list[Line]:
    return [line for line in lines if line is not None and not line.is_alike]
