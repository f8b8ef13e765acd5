"""A workbook while it is checked or written: its lines by sheet, and how a line names what another sheet holds (F2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from partnerships.workbooks.rules.kinds import SheetKind
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.ledger.services import Act, Actor

NEW, CHANGE, SAME, SKIP = "new", "change", "same", "skip"
LEFT_OUT, ANOTHER, KEEP = "skip", "new", "same"  # what a person may decide on a line


@dataclass
class Line:
    """One line of one sheet. `target`: the key of the stored row that it is about; `row`: the unsaved row of a new one.

    `decision`: what a person said, {"answer": …, "target": …, "cells": {…}}.
    """

    kind: str
    sheet: str
    number: int
    values: dict[str, Any]
    problems: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    decision: dict[str, Any] = field(default_factory=dict)
    plan: str = NEW
    target: int | None = None
    before: dict[str, Any] = field(default_factory=dict)  # of what would change
    above: "Line | None" = None  # the line of the sheet before it that this one belongs to
    found: int | None = None  # or the key of the stored row that it belongs to
    row: Any = None  # while it is written
    pk: int | None = None
    organisation: Any = None  # of a participant: a stored or new Organisation, or the line that makes it
    linked: dict[str, Any] = field(default_factory=dict)  # other rows that it names: a Line, or a key

    def say(self, text: str, column: str = "", *, code: str = "", severity: str = "error", **more: Any) -> None:
        """`code` names the kind of problem, so that lines with the same one are asked about together."""
        said = {"column": column, "text": str(text), "code": code or "cell", "severity": severity, **more}
        self.problems.append(said)

    @property
    def partnership(self) -> int | None:
        """The key of the partnership that it belongs to, once that is written."""
        return self.above.pk if self.above else self.found

    @property
    def answer(self) -> str:
        return str(self.decision.get("answer", ""))

    @property
    def is_left_out(self) -> bool:
        return self.answer == LEFT_OUT or (self.above is not None and self.above.is_left_out)

    @property
    def barring(self) -> list[dict[str, Any]]:
        if self.is_left_out:
            return []
        return [each for each in self.problems if each["severity"] == "error"]

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide before anything can be written."""
        is_asked = bool(self.duplicates) and self.answer not in (ANOTHER, KEEP, LEFT_OUT)
        return not self.is_left_out and (bool(self.barring) or is_asked)

    def is_missing(self, *codes: str) -> bool:
        """The file says nothing of any of these; a cell that could not be read says something, and was told already."""
        return all(self.get(code) is None for code in codes) and not any(
            each["column"] in codes for each in self.problems
        )

    def get(self, code: str, default: Any = None) -> Any:
        value = self.values.get(code)
        return default if value in (None, "", []) else value


@dataclass
class Book:
    """Everything a check or a writing knows at once. `found`: indexes that handlers keep for those after them."""

    service: EmploymentService
    by: User
    membership: Membership | None
    filename: str
    options: Mapping[str, Any] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    found: dict[str, Any] = field(default_factory=dict)
    outlook: dict[str, int] = field(default_factory=dict)  # what the portfolio will hold then, for people

    def of(self, kind: str) -> list[Line]:
        return self.lines[kind]

    def active(self, kind: str) -> Iterator[Line]:
        """Those that are to be written, or looked at while it is checked."""
        return (line for line in self.lines[kind] if not line.is_left_out)

    @property
    def all_lines(self) -> Iterable[Line]:
        return (line for lines in self.lines.values() for line in lines)

    def whole_file(self, kind: str, code: str) -> Any:
        """What was answered once for all lines of the file."""
        return self.options.get("values", {}).get(f"{kind}.{code}")


@dataclass
class Writing:
    """What the one transaction gathers: rows are made by the handlers, the ledger is written last."""

    by: Actor
    acts: list[Act] = field(default_factory=list)
    records: dict[int, set[int]] = field(default_factory=dict)  # touched partnerships -> their records to be saved

    organisations: set[int] = field(default_factory=set)  # that were registered

    def touch(self, partnership: int, record: int | None = None) -> None:
        """A row of this partnership was written; `record`: below this recorded text."""
        records = self.records.setdefault(partnership, set())
        if record is not None:
            records.add(record)

    @property
    def partnerships(self) -> set[int]:
        return set(self.records)

    def to_settle(self) -> list[list[object]]:
        return [[partnership, sorted(records)] for partnership, records in sorted(self.records.items())]


class Handler(Protocol):
    """What a subject does for its sheet."""

    def check(self, book: Book, kind: SheetKind) -> None:
        """Resolve what each line names, find its stored row, say its problems, and what would change."""

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        """Make and change rows in bulk; lines that are left out or unchanged are not among `book.active`."""

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        """Cleaned values of the lines of some partnerships, in the order of their sheets."""


def compare(line: Line, kind: SheetKind, stored: Mapping[str, Any]) -> None:
    """Whether the line changes what is stored: a cell that says nothing changes nothing."""
    codes = [each.code for each in kind.fields if each.code in stored]
    before = {code: stored[code] for code in codes if line.get(code) is not None and line.values[code] != stored[code]}
    line.before, line.plan = before, CHANGE if before else SAME
