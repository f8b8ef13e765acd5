"""A guide's Markdown in parts: running text, and tables that stack on a phone (D6)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?")
# The short names by which guides cite the documents that they stand on.
SOURCES = {
    "PARES": _("Local and regional partnerships: recommendations to employment services. PARES dialogue, 2012."),
    "PAPER": _("PES partnership management. Thematic paper, European Network of Public Employment Services, 2020."),
    "GUIDE": _("Strategic partnerships to create the conditions for sustainable employment, chapter 7, 2025."),
    "RECIPE": _("Recipe 1: effective partnership working."),
}


@dataclass(frozen=True)
class Part:
    """Markdown text, or a table with its head."""

    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_table(self) -> bool:
        return bool(self.head)

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each row as (heading of the column, cell)."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def parts_of(body: str) -> list[Part]:
    """In order; a block of lines that begin with a bar and have a rule below the first is a table."""
    parts = []
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in block.splitlines()]
        is_table = len(lines) > 1 and lines[0].startswith("|") and _RULE.fullmatch(lines[1])
        parts.append(_table(lines) if is_table else Part(text=block))
    return _texts_joined(parts)


def documents_of(source: str) -> list[tuple[str, str]]:
    """The documents that a source line cites: short name and full title."""
    return [(name, str(title)) for name, title in SOURCES.items() if name in source]


def _table(lines: list[str]) -> Part:
    head, rows = _cells(lines[0]), [_cells(line) for line in lines[2:]]
    width = len(head)
    return Part(head=head, rows=tuple((*row, *[""] * width)[:width] for row in rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _texts_joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if joined and not part.is_table and not joined[-1].is_table:
            joined[-1] = Part(text=f"{joined[-1].text}\n\n{part.text}")
        else:
            joined.append(part)
    return joined
