"""A clause as it will be signed: the words of its edition with the values of its fields in their places (A8–A14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.numbers import display_number

from .kinds import ROWS, TEXT, ClauseField

NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
Values = Mapping[str, Any]
Parties = Mapping[int, str]  # key of a participation -> name of the party


@dataclass(frozen=True)
class Composed:
    """`markdown`: the clause. `said`: (name, label, value in words) of each field; `gaps`: labels of missing ones."""

    markdown: str
    said: tuple[tuple[str, str, str], ...]
    gaps: tuple[str, ...]


def names_in(words: str) -> list[str]:
    """The names in braces, each once, in the order of the words."""
    return list(dict.fromkeys(NAME.findall(words)))


def compose(words: str, fields: tuple[ClauseField, ...], values: Values, parties: Parties) -> Composed:
    """Call it in the language of the text. A name in braces that is no field stays as it was written."""
    by_name = {each.name: each for each in fields}
    used = [by_name[name] for name in names_in(words) if name in by_name]
    in_words = {each.name: _in_words(each, values.get(each.name), parties) for each in used}
    gaps = tuple(gap for each in used for gap in _gaps(each, values.get(each.name), in_words[each.name]))
    lines = [
        _filled(line, by_name, in_words)
        for line in words.replace("\r\n", "\n").split("\n")
        if not _is_left_out(line, by_name, in_words)
    ]
    said = tuple((each.name, str(each.label), _plain(each, values.get(each.name), parties)) for each in used)
    return Composed(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), said, gaps)


def _is_left_out(line: str, by_name: Mapping[str, ClauseField], in_words: Mapping[str, str]) -> bool:
    asked = [by_name[name] for name in NAME.findall(line) if name in by_name]
    return any(not each.required and not in_words[each.name] for each in asked)


def _filled(line: str, by_name: Mapping[str, ClauseField], in_words: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        each = by_name.get(found[1])
        if each is None:
            return found[0]
        words = in_words[each.name] or open_words(each.label)
        goes_on = line[found.end() :][:1]
        return words.rstrip(".") if goes_on == "." else words

    return NAME.sub(value, line)


def open_words(label: Any) -> str:
    """What stands in a draft in the place of a value that is missing."""
    return _("[still open: %(label)s]") % {"label": label}


def _gaps(each: ClauseField, value: Any, words: str) -> list[str]:
    if each.kind == ROWS:
        missing = [column for row in rows_in(value) for column in each.columns if _is_missing(column, row)]
        labels = list(dict.fromkeys(str(column.label) for column in missing))
        asked = [str(each.label)] if each.required and not rows_in(value) else []
        return asked + [_("%(list)s: %(column)s") % {"list": each.label, "column": label} for label in labels]
    return [str(each.label)] if each.required and not words else []


def _is_missing(column: ClauseField, row: Values) -> bool:
    if row.get(column.name) not in (None, ""):
        return False
    if column.needed_if:
        name, code = column.needed_if
        return row.get(name) == code
    return column.required


def rows_in(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _in_words(each: ClauseField, value: Any, parties: Parties) -> str:
    """As the Markdown of the clause takes it; empty where nothing is stated."""
    if each.kind == ROWS:
        return _table(each, _cells(each, value, parties))
    words = _plain(each, value, parties)
    return words if each.kind == TEXT else in_a_sentence(words)


def _plain(each: ClauseField, value: Any, parties: Parties) -> str:
    if value in (None, "", []):
        return ""
    match each.kind:
        case "number":
            return _number(value)
        case "choice":
            return str(each.option(value))
        case "party":
            return parties.get(value, "") if isinstance(value, int) else ""
        case "date":
            return PartialDate.parse(str(value)).display()
        case "rows":
            return "; ".join(", ".join(cell for cell in line if cell) for line in _cells(each, value, parties))
    return str(value).strip()


def _cells(each: ClauseField, value: Any, parties: Parties) -> list[list[str]]:
    return [[_plain(column, row.get(column.name), parties) for column in each.columns] for row in rows_in(value)]


def _number(value: Any) -> str:
    try:
        return display_number(Decimal(str(value)))
    except InvalidOperation:
        return ""


def _table(each: ClauseField, cells: list[list[str]]) -> str:
    """A Markdown table; columns that no row fills are left out."""
    kept = [place for place in range(len(each.columns)) if any(line[place] for line in cells)]
    if not kept:
        return ""
    head = [str(each.columns[place].label) for place in kept]
    lines = [head, ["---"] * len(kept), *([line[place] or "–" for place in kept] for line in cells)]
    return "\n" + "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines) + "\n"


def _cell(words: str) -> str:
    return words if words == "---" else in_a_sentence(words)


def in_a_sentence(words: str) -> str:
    """A plain value inside a Markdown sentence: no markup, and no more escapes than needed, for people read them."""
    flat = re.sub(r"([\\`*_\[\]<|]|&(?=[#a-zA-Z]))", r"\\\1", " ".join(words.split()))
    flat = re.sub(r"^(\d+)(?=[.)])", r"\1\\", flat)  # "1. January" begins no list
    return re.sub(r"^(?=[-+#>=~])", r"\\", flat)
