"""A manager accepts a warning with a reason until a day, changes that, or takes it back (O6)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.ledger.services import Actor, Personal, diff, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import WarningAcceptance
from reviews.shared.services import NotReady
from reviews.warnings.rules.accepting import acceptance_findings


@one_act()
def accept_warning(
    *,
    partnership: Partnership,
    code: str,
    about: str,
    reason: str,
    until: date,
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> WarningAcceptance:
    """Raises Conflict where somebody accepted it, or changed that, since its editor `seen` it; NotReady for the day."""
    at = at or timezone.now()
    if wrong := list(acceptance_findings(until, timezone.localdate(at))):
        raise NotReady(wrong)
    partnership = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    row = acceptance_of(partnership, code, about)
    if seen is not None and seen != seen_acceptance(row):
        raise Conflict(row)
    before = _recorded(row)
    row = row or WarningAcceptance(partnership=partnership, code=code, about=about)
    if before and (row.reason, row.until) == (reason, until):
        return row
    row.reason, row.until, row.withdrawn_at = reason, until, None
    row.accepted_at, row.accepted_by = at, by.account
    row.full_clean(exclude=["partnership"])
    row.save()
    was, now = diff(before, _recorded(row))
    private = {"reason": Personal(reason, by.person)}
    _record("warning.accepted", row, by, before=was, after={"check": code, **now}, private=private, at=row.accepted_at)
    return row


@one_act()
def withdraw_acceptance(*, acceptance: WarningAcceptance, by: Actor, at: datetime | None = None) -> WarningAcceptance:
    """The warning is back at once. Raises MoveRefused where that was done already."""
    row = WarningAcceptance.objects.select_related("partnership__service").select_for_update(of=("self",))
    row = row.get(pk=acceptance.pk)
    if row.withdrawn_at:
        raise MoveRefused("withdraw", "withdrawn")
    row.withdrawn_at = at or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    _record("warning.acceptance_withdrawn", row, by, after={"check": row.code}, at=row.withdrawn_at)
    return row


def acceptance_of(partnership: Partnership, code: str, about: str) -> WarningAcceptance | None:
    """The one that was not withdrawn, or the row that an earlier one left: there is one a warning."""
    rows = WarningAcceptance.objects.select_related("accepted_by")
    return rows.filter(partnership=partnership, code=code, about=about).first()


def seen_acceptance(row: WarningAcceptance | None) -> str:
    """What the form begins with, as a fingerprint."""
    return seen_hash([row.reason, row.until.isoformat()] if row and not row.withdrawn_at else [])


def _recorded(row: WarningAcceptance | None) -> dict[str, Any]:
    return {"accepted_until": row.until.isoformat()} if row and not row.withdrawn_at else {}


def _record(act: str, row: WarningAcceptance, by: Actor, **values: Any) -> None:
    record(act=act, anchor=row.partnership, obj=row, by=by, service=row.partnership.service, **values)
