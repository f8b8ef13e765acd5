"""Views of the portfolio are saved, changed and removed by the person whose they are (O6)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import SavedView
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, diff, one_act, record


@one_act()
def save_view(
    *,
    service: EmploymentService,
    by: Actor,
    name: str,
    query: str,
    is_shared: bool = False,
    at: datetime | None = None,
) -> SavedView:
    row = SavedView(service=service, owner=by.account, name=name, query=query, is_shared=is_shared)
    row.changed_at = at or timezone.now()
    row.full_clean(exclude=["service", "owner"])
    row.save()
    _record("view.saved", row, by, {}, _recorded(row))
    return row


@one_act()
def change_view(
    *, view: SavedView, by: Actor, seen: str | None = None, at: datetime | None = None, **fields: Any
) -> SavedView:
    """`fields`: name, query, is_shared. Raises Conflict where it was changed since its editor `seen` it."""
    row = SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if seen is not None and seen != seen_view(row):
        raise Conflict(row)
    before = _recorded(row)
    for name, value in fields.items():
        setattr(row, name, value)
    if before == _recorded(row):
        return row
    row.version += 1
    row.changed_at = at or timezone.now()
    row.full_clean(exclude=["service", "owner"])
    row.save()
    _record("view.changed", row, by, *diff(before, _recorded(row)))
    return row


@one_act()
def remove_view(*, view: SavedView, by: Actor) -> None:
    row = SavedView.objects.select_related("service").select_for_update(of=("self",)).get(pk=view.pk)
    _record("view.removed", row, by, _recorded(row), {})
    row.delete()


def seen_view(row: SavedView) -> str:
    """What the editor begins with, as a fingerprint."""
    return seen_hash([row.name, row.query, row.is_shared])


def _recorded(row: SavedView) -> dict[str, Any]:
    return {"view": row.name, "filters": row.query, "shared": row.is_shared}


def _record(act: str, row: SavedView, by: Actor, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(act=act, anchor=row.service, obj=row, by=by, service=row.service, before=before, after=after)
