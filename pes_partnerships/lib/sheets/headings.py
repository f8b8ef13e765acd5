"""Which line of a file holds its headings: titles, blank lines and merged groups above it concern nobody (F2). Pure."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

Meaning = Callable[[str], str]  # what a heading is known to mean, "" where nothing
Cells = Sequence[str]
Place = tuple[int, int]  # the first and the last line of the headings, as places in the lines looked at

_NO_HEADING = re.compile(r"\d|@|://")
_LEAST_KNOWN = 2


def means_nothing(_heading: str) -> str:
    """For a file of which nothing is known."""
    return ""


def proposed(lines: Sequence[Cells], meaning: Meaning = means_nothing) -> Place:
    """The line, or the two lines, with the most known headings; without any, the first line that looks like headings.

    Two lines are proposed where they say more together than each alone: “Contact” above “Name” and “E-mail”.
    """
    singles = [known(cells, meaning) for cells in lines]
    place = max(range(len(lines)), key=lambda at: (len(singles[at]), -at))
    best = len(singles[place])
    if (best < _LEAST_KNOWN and 2 * best < len(_filled(lines[place]))) or not best:
        place = _first_that_looks_like(lines)
    for upper in {place - 1, place} & set(range(len(lines) - 1)):
        both = joined(lines[upper], lines[upper + 1], meaning)
        if len(known(both, meaning)) > max(len(singles[upper]), len(singles[upper + 1]), _LEAST_KNOWN - 1):
            return upper, upper + 1
    return place, place


def known(cells: Cells, meaning: Meaning) -> set[str]:
    return {meaning(cell) for cell in cells if cell.strip()} - {""}


def joined(upper: Cells, lower: Cells, meaning: Meaning = means_nothing) -> list[str]:
    """Two lines of headings as one: a group above several columns is said before each, where that means something."""
    width, group, found = max(len(upper), len(lower)), "", []
    for place in range(width):
        above, below = (cells[place].strip() if place < len(cells) else "" for cells in (upper, lower))
        group = above or (group if below else "")
        both = f"{group} {below}".strip()
        found.append(below if below and not meaning(both) and meaning(below) else both)
    return found


def _first_that_looks_like(lines: Sequence[Cells]) -> int:
    """The first line that is about as wide as most, in words alone; the first line of all where none is."""
    widths = [len(_filled(cells)) for cells in lines]
    usual = Counter(widths).most_common(1)[0][0]
    for place, cells in enumerate(lines):
        is_wide = widths[place] * 2 > usual
        if is_wide and not any(_NO_HEADING.search(cell) for cell in _filled(cells)):
            return place
    return 0


def _filled(cells: Cells) -> list[str]:
    return [cell for cell in cells if cell.strip()]
