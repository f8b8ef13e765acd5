"""Two editors of one row: what a form was filled from is hashed, and compared again before anything is written."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

# lists that a page writes together with its row: part of what its editor saw (O1)
LISTS = {
    "section": {"clauses": ("key", "title", "words", "values")},
    "party": {"decisions": ("body", "subject", "state", "vote", "decided")},
    "contribution": {"years": ("year", "amount", "is_estimated")},
    "objective": {"quotas": ("comparator", "share", "who", "base"), "milestones": ("due", "value", "text")},
}

# fields of a form that are rows below its row: what each row names
ROWS_BELOW = {"signatories": "contact"}


class Conflict(Exception):
    """Somebody else saved the same row meanwhile; `theirs` is the row (or rows) as it stands now."""

    def __init__(self, theirs: Any):
        super().__init__("changed by somebody else")
        self.theirs = theirs


def values_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """The stored values of some fields, with keys of related rows."""
    return {name: _value(row, name) for name in names if not _is_many(row, name)}


def _value(row: Model, name: str) -> Any:
    below = ROWS_BELOW.get(name)
    if below:
        return [getattr(each, f"{below}_id") for each in getattr(row, name).all()]  # fetched before, or now
    return row._meta.get_field(name).value_from_object(row)


def _is_many(row: Model, name: str) -> bool:
    return row._meta.get_field(name).many_to_many


def seen_hash(values: Any) -> str:
    """A short fingerprint of values; the same values give the same one in every process."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:32]


def lists_of(row: Model) -> dict[str, list[dict[str, Any]]]:
    """The values of the lists that belong to a row; nothing for most kinds of row."""
    lists = LISTS.get(str(row._meta.model_name), {})
    return {name: [values_of(part, fields) for part in getattr(row, name).all()] for name, fields in lists.items()}


def seen_row(row: Model, names: Iterable[str]) -> str:
    names = list(names)
    related = {name: sorted(map(str, _keys(row, name))) for name in names if _is_many(row, name)}
    return seen_hash([values_of(row, names), related, lists_of(row)])


def _keys(row: Model, name: str) -> list[Any]:
    """Of rows that were fetched before, where a page has many forms; or now."""
    return [each.pk for each in getattr(row, name).all()]


def refuse_overtaken(row: Model, seen: str | None, names: Iterable[str]) -> None:
    """Raise Conflict where somebody saved the row since its editor saw it; the caller holds the row's lock."""
    if seen is not None and seen != seen_row(row, names):
        raise Conflict(row)


def seen_rows(rows: QuerySet, names: Iterable[str]) -> str:
    names = list(names)
    return seen_hash([[row.pk, values_of(row, names)] for row in rows])
