"""Writing one objective of a draft, with its shares and milestones (O1)."""

from collections.abc import Iterable
from typing import Any

from partnerships.drafting.services.writing import lock_draft, record_part, write_part
from partnerships.models import Agreement, Milestone, Objective, Quota
from partnerships.shared.services.conflicts import LISTS
from pes_partnerships.ledger.services import Actor, diff, one_act


@one_act()
def save_objective(
    *,
    agreement: Agreement,
    by: Actor,
    objective: Objective | None = None,
    quotas: Iterable[dict[str, Any]] | None = None,
    milestones: Iterable[dict[str, Any]] | None = None,
    seen: str | None = None,
    **fields: Any,
) -> Objective:
    """An objective with its shares and milestones; both lists are replaced whole when they are given (O1)."""
    locked = lock_draft(agreement)
    row = objective or Objective(agreement=locked, order=locked.objectives.count())
    write_part(row, fields, act="objective.saved", agreement=locked, by=by, seen=seen)
    before = _list_words(row)
    for kind, related, rows in ((Quota, "quotas", quotas), (Milestone, "milestones", milestones)):
        if rows is not None:
            kind.objects.filter(objective=row).delete()
            for values in rows:
                part = kind(
                    objective=row, **{name: values[name] for name in LISTS["objective"][related] if name in values}
                )
                part.full_clean()
                part.save()
    if before != (after := _list_words(row)):
        record_part(locked, row, "objective.saved", by, *diff(before, after))
    return row


def _list_words(objective: Objective) -> dict[str, list[str]]:
    return {name: [str(part) for part in getattr(objective, name).all()] for name in ("quotas", "milestones")}
