"""The rows of a list, drawn in one go: a template for each cell is most of what the page of a long list costs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

Cell = str | Mapping[str, Any]


def whole_table(
    columns: Sequence[Mapping[str, Any]],
    rows: Iterable[Sequence[Cell]],
    tints: Mapping[str, str],
    sorting: Callable[[str, Any], tuple[str, str]],
    *,
    caption: str = "",
    kind: str = "",
) -> SafeString:
    """The table with its heads and rows; `kind`: further classes, such as number-cells."""
    return format_html(
        '<table class="table stack{}">{}<thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table>',
        f" {kind}" if kind else "",
        format_html('<caption class="visually-hidden">{}</caption>', caption) if caption else "",
        table_heads(columns, sorting),
        table_rows(columns, rows, tints),
    )


def table_rows(columns: Sequence[Mapping[str, Any]], rows: Iterable[Sequence[Cell]], kinds: Mapping[str, str]) -> str:
    """Rows of a table that stacks on a phone; ui/_table.html says what columns and cells are.

    `kinds`: the tint of each status. Raises ValueError where a row has another length than the columns.
    """
    heads = [_start(column) for column in columns[1:]]
    drawn = []
    for first, *others in rows:
        cells = [f"{start}{_cell(cell, kinds)}</td>" for start, cell in zip(heads, others, strict=True)]
        drawn.append(f'<tr><th scope="row">{_cell(first, kinds)}</th>{"".join(cells)}</tr>')
    return SafeString("\n".join(drawn))


def table_heads(columns: Sequence[Mapping[str, Any]], sorting: Callable[[str, Any], tuple[str, str]]) -> str:
    """The heads; `sorting(key, label)` gives the attribute and the link of one that sorts."""
    return SafeString("".join(_head(column, sorting) for column in columns))


def _head(column: Mapping[str, Any], sorting: Callable[[str, Any], tuple[str, str]]) -> str:
    kind = ' class="num"' if column.get("num") else ' class="col-date"' if column.get("date") else ""
    attribute, shown = sorting(column["sort"], column["label"]) if column.get("sort") else ("", column["label"])
    return f'<th scope="col"{kind}{attribute}>{escaped(shown)}</th>'


def _start(column: Mapping[str, Any]) -> str:
    number = ' class="num"' if column.get("num") else ""
    return f'<td{number} data-label="{escaped(column["label"])}">'


def _cell(cell: Cell, kinds: Mapping[str, str]) -> str:
    if not isinstance(cell, Mapping):
        return escaped(cell)
    parts = []
    if cell.get("tag"):
        kind = cell.get("kind", "")
        parts.append(f'<span class="tag tag-{kinds.get(kind, "neutral")}">{escaped(cell["tag"])}</span>')
    if cell.get("url"):
        parts.append(f'<a href="{escaped(cell["url"])}">{escaped(cell["text"])}{_hidden(cell)}</a>')
    elif cell.get("unknown"):
        parts.append(f'<span class="unknown">{escaped(cell["unknown"])}</span>')
    elif cell.get("text") not in (None, ""):  # a nought is something to say
        parts.append(escaped(cell["text"]))
    late = " late" if cell.get("is_late") else ""
    parts += [f'<span class="sub{late}">{escaped(note)}</span>' for note in _notes(cell)]
    return " ".join(parts)


def _notes(cell: Mapping[str, Any]) -> Sequence[Any]:
    notes = cell.get("note") or []
    return notes if isinstance(notes, list | tuple) else [notes]


def _hidden(cell: Mapping[str, Any]) -> str:
    """What a link says to those who hear it, beyond what is seen."""
    return f'<span class="visually-hidden"> {escaped(cell["hidden"])}</span>' if cell.get("hidden") else ""


def escaped(value: Any) -> str:
    """As HTML, unless it is already."""
    return value if isinstance(value, SafeString) else escape(str(value))
