"""What an entry that is taken over goes on to say: the partnership's facts, and its own beside them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from directory.projection.rules.projection import completed
from directory.projection.rules.units import GROUPS
from directory.rules.vocabulary import RunningStatus

# that it runs is said of today, and by nobody who does not know; that it ended stays true
_STAYS_TRUE = (RunningStatus.ENDED, RunningStatus.PERIOD_OVER)


def with_kept(public: Mapping[str, Any], entry: Mapping[str, Any], *, takes_over: bool) -> dict[str, Any]:
    """The projection of the partnership, and what the entry says besides, with its source.

    `takes_over`: all of the entry is looked at; else only what was kept when it was taken over.
    """
    said, held = completed(public), completed(entry)
    may_be_kept = None if takes_over else set(held["kept"].get("fields", []))
    fields = [
        name
        for group in GROUPS
        if not any(_knows(name, said[name]) for name in group)
        for name in group
        if _can_keep(name, held[name]) and (may_be_kept is None or name in may_be_kept)
    ]
    marks = {name: mark for name, mark in held["marks"].items() if name in fields}
    notes = {name: _unnumbered(note) for name, note in held["notes"].items() if name in fields}
    source = _earlier_sources(said["source"], held, takes_over)
    kept = {"fields": fields, "source": source} if fields or source else {}
    values = {name: _unnumbered(held[name]) for name in fields}
    return {**said, **values, "marks": {**said["marks"], **marks}, "notes": {**said["notes"], **notes}, "kept": kept}


def _unnumbered(value: Any) -> Any:
    """Without the numbers of sources: the list that they count in is another one now."""
    if isinstance(value, list):
        return [_unnumbered(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _unnumbered(each) for key, each in value.items() if key not in ("cited", "source")}
    return value


def _knows(name: str, value: Any) -> bool:
    return bool(value) and not (name == "running" and value == RunningStatus.NOT_KNOWN)


def _can_keep(name: str, value: Any) -> bool:
    return value in _STAYS_TRUE if name == "running" else bool(value)


def _earlier_sources(own: str, held: Mapping[str, Any], takes_over: bool) -> str:
    """The lines that the entry named and the partnership does not name itself."""
    texts: Iterable[str] = [held["kept"].get("source", "")]
    if takes_over:
        texts = [held["source"], *texts]
    known = set(_lines([own]))
    return "\n".join(dict.fromkeys(line for line in _lines(texts) if line not in known))


def _lines(texts: Iterable[str]) -> list[str]:
    """As a list shows them: without the dash that begins a point."""
    stripped = (line.strip().removeprefix("- ").strip() for text in texts for line in text.splitlines())
    return [line for line in stripped if line]
