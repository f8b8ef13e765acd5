"""A list of rows that is edited as a whole: rows come, change, move and go in one act (F1, F11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from partnerships.models import Partnership
from partnerships.shared.services.changes import private_values, set_fields
from partnerships.shared.services.conflicts import Conflict, seen_rows
from pes_partnerships.ledger.services import Act, Actor, record_many


@dataclass(frozen=True)
class RowList:
    """Which rows of a partnership, the fields that a person writes, and how its acts are called."""

    related_name: str
    fields: tuple[str, ...]
    personal: frozenset[str]
    saved: str
    removed: str

    def rows(self, partnership: Partnership) -> models.QuerySet:
        return getattr(partnership, self.related_name).all()

    def seen(self, partnership: Partnership) -> str:
        """What an editor begins with, as a fingerprint; it covers the order too."""
        return seen_rows(self.rows(partnership), (*self.fields, "order"))


@transaction.atomic
def save_rows(
    kind: RowList, *, partnership: Partnership, by: Actor, rows: Sequence[dict[str, Any]], seen: str | None = None
) -> list[models.Model]:
    """Make the list what `rows` says, in that order; a row is told apart by its "id", one without is new.

    Raises Conflict with the stored rows where somebody saved since the editor `seen` them. Returns the rows.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two editors write one after the other
    stored = {row.pk: row for row in kind.rows(partnership)}
    if seen is not None and seen != kind.seen(partnership):
        raise Conflict(list(stored.values()))
    was = list(stored)
    acts, kept = [], []
    for order, given in enumerate(rows):
        row = stored.pop(given.get("id") or 0, None) or kind.rows(partnership).model(partnership=partnership)
        row.order = order
        values = {name: given.get(name, row._meta.get_field(name).get_default()) for name in kind.fields}
        before, after, personal = set_fields(row, values, personal=kind.personal)
        kept.append(row)
        if after or personal:
            private = private_values(row, personal)
            acts.append(Act(kind.saved, partnership, by, row, partnership.service, before, after, private))
    removed = [_removal(kind, partnership, row, by) for row in stored.values()]
    moved = _move(kind, partnership, [row for row in kept if row.pk in was], was, by)
    kind.rows(partnership).filter(pk__in=list(stored)).delete()
    record_many([*removed, *acts, *moved])
    return kept


def _removal(kind: RowList, partnership: Partnership, row: models.Model, by: Actor) -> Act:
    before = {name: getattr(row, name) for name in kind.fields if name not in kind.personal}
    private = private_values(row, {name for name in kind.personal if getattr(row, name)})
    return Act(kind.removed, partnership, by, row, partnership.service, before, {}, private)


def _move(kind: RowList, partnership: Partnership, kept: list[models.Model], was: list[int], by: Actor) -> list[Act]:
    """Rows that stayed and changed places are one act."""
    before = [key for key in was if key in {row.pk for row in kept}]
    if before == [row.pk for row in kept]:
        return []
    after = {"lines": [str(getattr(row, "ledger_label", row.pk)) for row in kept]}
    return [Act(kind.saved, partnership, by, partnership, partnership.service, {}, after)]
