"""What follows from the texts that a file brought: each is saved as a record of its own, in its own transaction (A15).

So its state is kept, it finds its place among the editions, reviews are planned, commitments follow and ready rows are
written. A kill costs nothing: who comes next goes on with the first that is not settled yet. What cannot follow is said
on the page of the import.
"""

import datetime
import logging

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.models import WorkbookImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.services.file_work import STALE_AFTER, ClaimLost, Now, still_ours
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.ledger.services import Actor

logger = logging.getLogger(__name__)


def settle_all(*, now: Now = timezone.now) -> int:
    """Settle what was written; returns how many imports were taken up."""
    waiting = WorkbookImport.objects.filter(status=ImportStatus.WRITTEN, settled_at=None)
    return sum(settle(each, now=now) for each in waiting.select_related("service", "by"))


def settle(workbook: WorkbookImport, *, now: Now = timezone.now) -> bool:
    """One partnership after the other, if this worker is the one that gets it; the page says how far it is.

    One that fails is left for the next run, and keeps none of the others waiting.
    """
    if not _claim(workbook, now()):
        return False
    with translation.override(workbook.by.language):
        try:
            return _settle_claimed(workbook, now)
        except ClaimLost:
            return False


def _settle_claimed(workbook: WorkbookImport, now: Now) -> bool:
    by = Actor.user(workbook.by)
    reason = _("Import of the file %(file)s") % {"file": workbook.filename}
    left, failed, unsettled = list(workbook.to_settle), [], dict(workbook.unsettled)
    while left:
        partnership, records = left.pop(0)
        try:
            still_open = hooks.partnership_brought(
                partnership=partnership, records=records, reason=reason, by=by, at=now()
            )
            _settle_lines(workbook, partnership, by, now())
        except DatabaseError:
            raise  # the next run takes the silent claim back
        except Exception:
            logger.exception("Import %s: partnership %s could not be settled.", workbook.pk, partnership)
            failed.append([partnership, records])
            unsettled[str(partnership)] = []
        else:
            unsettled.pop(str(partnership), None)
            if still_open:
                unsettled[str(partnership)] = still_open
        moment = now()
        still_ours(workbook, claimed_at=moment, to_settle=[*left, *failed], unsettled=unsettled)
        workbook.claimed_at = moment
    still_ours(workbook, claimed_at=None, **({} if failed else {"settled_at": now()}))
    return True


def _settle_lines(workbook: WorkbookImport, partnership: int, by: Actor, at: datetime.datetime) -> None:
    """Sheets whose lines are written by the service of their subject, once the texts are in their places."""
    for kind in KINDS:
        if not hasattr(kind.handler, "settle"):
            continue
        rows = workbook.lines.filter(kind=kind.code, partnership=partnership, plan="new", target=None)
        for row in rows.order_by("pk"):
            row.target, refused = kind.handler.settle(row.values, partnership=partnership, by=by, at=at)
            if refused:
                row.problems = [*row.problems, {"column": "", "text": refused, "code": "late", "severity": "error"}]
            row.save(update_fields=["target", "problems"])


def _claim(workbook: WorkbookImport, at: datetime.datetime) -> bool:
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - STALE_AFTER)
    waiting = WorkbookImport.objects.filter(free, pk=workbook.pk, status=ImportStatus.WRITTEN, settled_at=None)
    won = waiting.update(claimed_at=at)
    if won:
        workbook.refresh_from_db(fields=["status", "claimed_at", "to_settle", "unsettled"])
    return bool(won)
