"""The lists of a preparation: each row that comes, changes or goes is an act of its own (F1, F11)."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from partnerships.models import Partnership
from partnerships.shared.services.changes import private_values
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Act, Actor, one_act, record_many


@one_act()
def save_rows(
    kind: RowList, *, partnership: Partnership, by: Actor, rows: Sequence[dict[str, Any]], seen: str | None = None
) -> list[models.Model]:
    """See write_rows. Returns the rows."""
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)  # two editors write one after the other
    written = write_rows(kind, owner=locked, rows=rows, seen=seen)

    def act(name: str, row: models.Model, before: dict, after: dict, private: dict | None = None) -> Act:
        return Act(name, partnership, by, row, partnership.service, before, after, private or {})

    removed = [act(kind.removed, row, *_gone(kind, row)) for row in written.removed]
    changed = [
        act(kind.saved, row, before, after, private_values(row, personal))
        for row, before, after, personal in written.changed
    ]
    moved = [str(getattr(row, "ledger_label", row.pk)) for row in written.moved]
    acts = [*removed, *changed, *([act(kind.saved, partnership, {}, {"lines": moved})] if moved else [])]
    record_many(acts)
    return written.kept


def _gone(kind: RowList, row: models.Model) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    before = {name: getattr(row, name) for name in kind.fields if name not in kind.personal}
    return before, {}, private_values(row, {name for name in kind.personal if getattr(row, name)})
