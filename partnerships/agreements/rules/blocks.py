"""What a shown text is made of: chapters with clauses, tables and objectives, in the order of reading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from partnerships.objectives.rules.objective_block import ObjectiveBlock

from .numbering import NumberedClause, Paragraph, clauses

MOST_ROWS_KEPT = 6


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: lines below each other; `note` is set smaller below them."""

    lines: tuple[str, ...]
    note: str = ""
    label: str = ""  # the column's head, shown beside the cell on a phone
    is_head: bool = False
    language: str = ""  # of its first line, where that is a name in another language than the text


@dataclass(frozen=True)
class Column:
    label: str
    width: str = ""  # a class of the stylesheets: narrow, middle, wide


@dataclass(frozen=True)
class Table:
    """A table with heads for its columns and, in the first cell of each row, for the row."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    label: str = ""  # “Table 2”

    @property
    def is_short(self) -> bool:
        """Short enough to be kept on one page."""
        return len(self.rows) <= MOST_ROWS_KEPT


@dataclass
class Chapter:
    number: int
    key: str
    title: str
    items: list[NumberedClause | Table | ObjectiveBlock] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"chapter-{self.number}"

    def add_clauses(self, texts: Iterable[str | Paragraph]) -> None:
        """Markdown sentences, numbered on from the clauses that the chapter has."""
        start = sum(isinstance(item, NumberedClause) for item in self.items) + 1
        written = [text if isinstance(text, Paragraph) else Paragraph(text) for text in texts if text]
        self.items += clauses(self.number, written, start=start)


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass
class Presentation:
    """A whole text as it is shown: on the page that is read, on the page that is signed, and in print."""

    language: str
    title: str
    subtitle: str
    service: str
    office: str
    notice: str
    facts: list[Fact]
    parties: Table
    parties_title: str
    contents_title: str
    chapters: list[Chapter]


def make_table(
    name: str, caption: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str | Cell]]
) -> Table:
    """`columns` as (label, width); each row's first value becomes its head, each cell knows its column."""
    heads = tuple(Column(label, width) for label, width in columns)
    return Table(name, caption, heads, tuple(_row(heads, row) for row in rows))


def _row(heads: tuple[Column, ...], row: Sequence[str | Cell]) -> tuple[Cell, ...]:
    cells = [value if isinstance(value, Cell) else Cell((value,)) for value in row]
    return tuple(
        replace(cell, label=head.label, is_head=place == 0)
        for place, (head, cell) in enumerate(zip(heads, cells, strict=True))
    )


def numbered_tables(chapters: Iterable[Chapter], word: str) -> None:
    """“Table 1”, “Table 2”, … in the order of reading; `word` is the pattern with %(number)s."""
    number = 0
    for chapter in chapters:
        for place, item in enumerate(chapter.items):
            if isinstance(item, Table):
                number += 1
                chapter.items[place] = Table(
                    item.name, item.caption, item.columns, item.rows, word % {"number": number}
                )
