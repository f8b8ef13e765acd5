"""Two texts beside each other, part by part and word by word: the second and third depth to read a change in (A15)."""

from dataclasses import dataclass
from itertools import groupby

from partnerships.drafting.rules.comparing import Difference
from partnerships.drafting.rules.differing import Run, word_changes

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class ComparedTerm:
    label: str
    before: str
    after: str
    runs: list[Run]


@dataclass(frozen=True)
class ComparedPart:
    """`state`: whether the part stands in both texts, or in one of them only."""

    title: str
    state: str
    terms: list[ComparedTerm]


def compared_parts(differences: list[Difference]) -> list[ComparedPart]:
    """The parts that differ, in the order of the text."""
    parts = groupby(differences, key=lambda line: (line.part, _state(line)))
    return [_part(title, state, list(lines)) for (title, state), lines in parts]


def _state(line: Difference) -> str:
    return ADDED if line.is_new else REMOVED if line.is_gone else CHANGED


def _part(title: str, state: str, lines: list[Difference]) -> ComparedPart:
    terms = [ComparedTerm(each.label, each.before, each.after, word_changes(each.before, each.after)) for each in lines]
    return ComparedPart(title, state, terms)
