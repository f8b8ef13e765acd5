"""All sheets of a book, each checked by its subject, in an order in which each may name what stands before it (F2)."""

from collections.abc import Callable
from typing import Any

from partnerships.workbooks.rules.kinds import KINDS

from .book import Book


def check(book: Book, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Say on each line what is wrong, what it resembles and what it would change. Reads only."""
    total, done = sum(len(lines) for lines in book.lines.values()), 0
    for line in book.all_lines:
        line.duplicates, line.target, line.before = [], None, {}
        for code, cell in line.decision.get("cells", {}).items():
            line.values[code] = cell
            line.problems = [each for each in line.problems if each["column"] != code]
    for kind in KINDS:
        kind.handler.check(book, kind)
        done += len(book.of(kind.code))
        progress(done, total)


def counts_of(book: Book) -> dict[str, dict[str, int]]:
    """By sheet: lines, those with a problem, suspected duplicates, open ones, and what is planned."""
    return {kind.code: _count(book.of(kind.code)) for kind in KINDS if book.of(kind.code)}


def _count(lines: list[Any]) -> dict[str, int]:
    lines = [line for line in lines if line.number]
    kept = [line for line in lines if not line.is_left_out]
    plans = {plan: sum(line.plan == plan for line in kept) for plan in ("new", "change", "same")}
    return {
        "lines": len(lines),
        "problems": sum(bool([each for each in line.problems if each["severity"] == "error"]) for line in lines),
        "duplicates": sum(bool(line.duplicates) for line in lines),
        "open": sum(line.is_open for line in kept),
        "skip": len(lines) - len(kept),
        **plans,
    }
