"""An agreement that is renewed automatically asks in good time whether it shall be (A16)."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet

from partnerships.hooks import Task, Wakes
from partnerships.models import Agreement, TerminationNotice
from partnerships.shared.services.notice_clock import decide_by_of

DECIDE_BY = "agreement.notice_by"
SOON = datetime.timedelta(days=60)
FIELDS = ("partnership", "ends", "ends_bound", "is_open_ended", "renews_months", "notice_count", "notice_unit")


def renewed(partnerships: Sequence[int]) -> QuerySet[Agreement]:
    rows = Agreement.objects.in_force().filter(
        partnership__in=partnerships,
        partnership__ended_on=None,
        partnership__ending_on=None,
        renews_months__isnull=False,
        notice_count__isnull=False,
    )
    return rows.exclude(pk__in=TerminationNotice.objects.running().values("agreement")).order_by("pk")


def notice_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """One query. The last day to give notice comes again with each term, and is over when notice was given."""
    found: list[Task | Wakes] = []
    for row in renewed(partnerships).only(*FIELDS, "notice_to_end_of"):
        decide = decide_by_of(row, today)
        if decide is None or not decide.is_renewal:
            continue
        begins = decide.by - SOON
        if begins > today:
            found.append(Wakes(row.partnership_id, begins))
            continue
        facts = {"end": decide.end.isoformat()}
        task = Task(row.partnership_id, DECIDE_BY, row.pk, asks="send_agreement", due_on=decide.by, facts=facts)
        found += [task, Wakes(row.partnership_id, decide.by + datetime.timedelta(days=1))]
    return found
