"""What follows from the texts that a file brought: each is saved as a record of its own, in its own transaction (A15).

So its state is kept, it finds its place among the editions, reviews are planned, commitments follow and ready rows are
written. A kill costs nothing: who comes next goes on with the first that is not settled yet.
"""

import datetime
from collections.abc import Callable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships import hooks
from partnerships.models import WorkbookImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.ledger.services import Actor


def settle_all(*, now: Callable[[], datetime.datetime] = timezone.now) -> int:
    """Settle what was written; returns how many imports were taken up."""
    waiting = WorkbookImport.objects.filter(status=ImportStatus.WRITTEN, settled_at=None, undone_at=None)
    found = list(waiting.select_related("service", "by"))
    for each in found:
        settle(each, now=now)
    return len(found)


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


def settle(workbook: WorkbookImport, *, now: Callable[[], datetime.datetime] = timezone.now) -> None:
    """One partnership after the other; the list shrinks with each, so that the page can say how far it is."""
    by = Actor.user(workbook.by)
    left = list(workbook.to_settle)
    while left:
        partnership, records = left.pop(0)
        with translation.override(workbook.by.language):
            reason = _("Import of the file %(file)s") % {"file": workbook.filename}
        hooks.partnership_brought(partnership=partnership, records=records, reason=reason, by=by, at=now())
        _settle_lines(workbook, partnership, by, now())
        WorkbookImport.objects.filter(pk=workbook.pk).update(to_settle=left)
    WorkbookImport.objects.filter(pk=workbook.pk, settled_at=None).update(settled_at=now(), to_settle=[])
