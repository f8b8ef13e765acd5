"""A list of rows that is edited as a whole: rows come, change, move and go in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import Conflict, seen_rows


@dataclass(frozen=True)
class RowList:
    """Which rows of an owner, the fields that a person writes, and how its acts are called."""

    related_name: str
    fields: tuple[str, ...]
    saved: str
    removed: str = ""
    personal: frozenset[str] = frozenset()

    def rows(self, owner: models.Model) -> models.QuerySet:
        return getattr(owner, self.related_name).all()

    def values(self, owner: models.Model) -> list[dict[str, Any]]:
        """What an editor begins with."""
        return list(self.rows(owner).values("id", *self.fields))

    def seen(self, owner: models.Model) -> str:
        """What an editor begins with, as a fingerprint; it covers the order too."""
        return seen_rows(self.rows(owner), (*self.fields, "order"))


@dataclass
class Written:
    """What became of a list: the rows as they are now, what changed in which, what went, and the order before."""

    kept: list[models.Model] = field(default_factory=list)
    changed: list[tuple[models.Model, dict, dict, set[str]]] = field(default_factory=list)
    removed: list[models.Model] = field(default_factory=list)
    was: list[int] = field(default_factory=list)

    @property
    def moved(self) -> list[models.Model]:
        """The rows that stayed, in their new order, where that is another one."""
        stayed = [row for row in self.kept if row.pk in self.was]
        keys = [row.pk for row in stayed]
        return stayed if keys != [key for key in self.was if key in keys] else []


def write_rows(kind: RowList, *, owner: models.Model, rows: Sequence[dict[str, Any]], seen: str | None) -> Written:
    """Make the owner's list what `rows` says, in that order; a row is told apart by its "id", one without is new.

    Raises Conflict with the stored rows where somebody saved since the editor `seen` them. The caller holds the lock
    of the owner, and writes down in the ledger what comes back.
    """
    stored = {row.pk: row for row in kind.rows(owner)}
    if seen is not None and seen != kind.seen(owner):
        raise Conflict(list(stored.values()))
    written = Written(was=list(stored))
    to_owner = owner._meta.get_field(kind.related_name).field.name
    for order, given in enumerate(rows):
        row = stored.pop(given.get("id") or 0, None) or kind.rows(owner).model(**{to_owner: owner})
        row.order = order
        values = {name: given.get(name, row._meta.get_field(name).get_default()) for name in kind.fields}
        before, after, personal = set_fields(row, values, personal=kind.personal)
        written.kept.append(row)
        if before or after or personal:
            written.changed.append((row, before, after, personal))
    written.removed = list(stored.values())
    kind.rows(owner).filter(pk__in=list(stored)).delete()
    return written
