"""The one way in which a part of a draft is locked, written and put on record (A15)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.rules.term import last_day
from partnerships.shared.services.conflicts import Conflict, seen_row, values_of
from pes_partnerships.ledger.services import Actor, diff, record
from pes_partnerships.lib.moves import MoveRefused


def lock_draft(agreement: Agreement) -> Agreement:
    """The row, locked; A15: nothing is written to a text that is neither a draft nor a record that is being written."""
    locked = Agreement.objects.locked().get(pk=agreement.pk)
    if not locked.may_be_written:
        raise MoveRefused(f"a text that is {locked.status} does not change")
    return locked


def write_part(
    row: Model, fields: dict[str, Any], *, act: str, agreement: Agreement, by: Actor, seen: str | None = None
) -> None:
    """Check against what the editor saw, clean, save, and record what changed."""
    stored = type(row).objects.filter(pk=row.pk).first() if row.pk else None
    many = [name for name in fields if row._meta.get_field(name).many_to_many]
    before = values_of(stored, fields) | _named(stored, many) if stored else {}
    if seen is not None and stored and seen_row(stored, fields) != seen:
        raise Conflict(stored)
    for name in fields.keys() - set(many):
        setattr(row, name, fields[name])
    if isinstance(row, Agreement):
        set_last_day(row)
    row.full_clean()
    row.save()
    for name in many:
        getattr(row, name).set(fields[name])
    if row is not agreement:
        agreement.save(update_fields=["edited_at"])
    old, new = diff(before, values_of(row, fields) | _named(row, many))
    if old or new:
        record_part(agreement, row, act, by, old, new)


def _named(row: Model, relations: Sequence[str]) -> dict[str, list[str]]:
    """Relations to many rows, by the names of those rows."""
    return {name: sorted(str(each) for each in getattr(row, name).all()) for name in relations}


def record_part(agreement: Agreement, row: Model, act: str, by: Actor, before: dict, after: dict) -> None:
    partnership = agreement.partnership
    record(
        act=act,
        anchor=partnership,
        obj=row,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        at=timezone.now(),
    )


def set_last_day(agreement: Agreement) -> None:
    agreement.ends_latest = last_day(
        ends=agreement.ends, bound=agreement.ends_bound, is_open_ended=agreement.is_open_ended
    )
