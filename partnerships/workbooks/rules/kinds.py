"""The sheets that a workbook of the portfolio may have. Each subject registers its own in `AppConfig.ready()` (F2)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import fold

from .fields import Field

REFERENCE = "record"  # our own number; only the heading of our own export means it


@dataclass(frozen=True)
class SheetKind:
    """One sheet: its columns, and the handler that checks, writes and exports its lines (services/book.py).

    `also`: other names of its tab or file. `order`: a sheet may refer to those before it. `key`: the fields that
    together name one line, for a line that stands twice.
    """

    code: str
    title: str | Promise
    order: int
    fields: tuple[Field, ...]
    handler: Any
    also: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    whole_file: tuple[str, ...] = ()  # fields that may be answered once for all lines
    # cleaned values of the lines that show in the template how to write: all sheets together are one small portfolio
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)

    @property
    def by_code(self) -> dict[str, Field]:
        return {each.code: each for each in self.fields}

    @property
    def needed(self) -> list[str]:
        return [each.code for each in self.fields if each.is_needed]


@dataclass
class Kinds:
    """What was registered, in order."""

    known: dict[str, SheetKind] = field(default_factory=dict)

    def register(self, *kinds: SheetKind) -> None:
        for kind in kinds:
            self.known[kind.code] = kind

    def __iter__(self) -> Any:
        return iter(sorted(self.known.values(), key=lambda each: each.order))

    def get(self, code: str) -> SheetKind | None:
        return self.known.get(code)

    def __getitem__(self, code: str) -> SheetKind:
        return self.known[code]


KINDS = Kinds()


def heading_key(heading: str) -> str:
    """How a heading is compared and remembered: folded, without signs."""
    return " ".join(re.findall(r"\w+", fold(heading)))[:120]


@cache
def headings_of(kind: SheetKind) -> Mapping[str, str]:
    """Heading -> field code: codes and other headings first, then the titles in each language of the product."""
    words = {heading_key(word): each.code for each in kind.fields if not each.is_reference for word in each.also}
    words |= {heading_key(each.code): each.code for each in kind.fields if not each.is_reference}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {heading_key(str(each.title)): each.code for each in kind.fields}
    return words


@cache
def names_of(kind: SheetKind) -> frozenset[str]:
    names = {heading_key(kind.code), *map(heading_key, kind.also)}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names.add(heading_key(str(kind.title)))
    return frozenset(names)


def name_key(name: str) -> str:
    """How the name of a tab or file is compared: without the folder that the file lies in."""
    return heading_key(name.rpartition("/")[2].removesuffix(".csv"))


def guessed_kind(name: str, headings: Sequence[str]) -> str:
    """Which sheet a tab or file is: by its name, else by its headings; "" where neither says enough."""
    key = name_key(name)
    for kind in KINDS:
        if key in names_of(kind):
            return kind.code
    keys = [heading_key(each) for each in headings]
    scores = {kind.code: sum(key in headings_of(kind) for key in keys) for kind in KINDS}
    best = max(scores, key=lambda code: scores[code], default="")
    kind = KINDS.get(best)
    if kind is None or scores[best] < 2:
        return ""
    found = {headings_of(kind).get(key, "") for key in keys}
    return best if set(kind.needed) <= found else ""


def guessed_columns(kind: SheetKind, headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """A field code for each heading, "" where none fits; what was chosen the last time wins, no field twice."""
    keys, taken = [heading_key(each) for each in headings], set()
    guesses = [""] * len(keys)
    for source in (remembered, headings_of(kind)):
        for number, key in enumerate(keys):
            code = source.get(key, "")
            is_left_out = source is not remembered and key in remembered
            if guesses[number] or is_left_out or code in taken or code not in kind.by_code:
                continue
            guesses[number] = code
            taken.add(code)
    return guesses


def column_faults(kind: SheetKind, codes: Sequence[str], words: Mapping[str, str]) -> list[Finding]:
    """What keeps the columns of a sheet from being used; `words`: sentences with %(field)s."""
    faults = [
        Finding(code=code, title=words["missing"] % {"field": kind.by_code[code].title})
        for code in kind.needed
        if code not in codes
    ]
    for code in dict.fromkeys(codes):
        if code and list(codes).count(code) > 1:
            faults.append(Finding(code=code, title=words["twice"] % {"field": kind.by_code[code].title}))
    return faults


def key_of(kind: SheetKind, values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(fold(str(values.get(code) or "")) for code in kind.key)


def is_empty(values: Mapping[str, Any], but: Iterable[str] = ()) -> bool:
    return not any(value not in (None, "", []) for code, value in values.items() if code not in but)
