"""Messages and visits that wait for a manager: of the host's partnership, or of the one that asked (D3)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.models import ContactRequest, ExchangeVisit
from directory.rules.messages import REPORT_WITHIN, MessageStatus, VisitStatus
from partnerships.hooks import Task, Wakes

ANSWER, CHOOSE, OFFER, REPORT, REPORT_GUEST = (
    "message.answer", "visit.choose", "visit.offer", "visit.report", "visit.report_guest"
)  # fmt: skip
ASKS = "answer_messages"


def waiting_messages(partnerships: Sequence[int]) -> QuerySet[ContactRequest]:
    return ContactRequest.objects.waiting().filter(entry__partnership__in=partnerships)


def open_visits(partnerships: Sequence[int]) -> QuerySet[ExchangeVisit]:
    of_theirs = Q(host__partnership__in=partnerships) | Q(guest_entry__partnership__in=partnerships)
    is_open = (VisitStatus.ASKED, VisitStatus.OFFERED, VisitStatus.AGREED, VisitStatus.REPORTED)
    return ExchangeVisit.objects.filter(of_theirs, status__in=is_open, request__isnull=False)


def message_tasks(*, partnerships: list[int], today: date) -> list[Task]:
    """One query."""
    rows = waiting_messages(partnerships).order_by("pk").only("sent_at", "entry__partnership").select_related("entry")
    return [
        Task(
            row.entry.partnership_id, ANSWER, row.pk, asks=ASKS, due_on=row.answer_by,
            since=timezone.localdate(row.sent_at),
        )
        for row in rows
    ]  # fmt: skip


def visit_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """What each side has to do next; the day after a visit brings the reports. One query."""
    found: list[Task | Wakes] = []
    for row in open_visits(partnerships).select_related("host", "guest_entry", "request").order_by("pk"):
        host, guest = row.host.partnership_id, row.guest_entry.partnership_id if row.guest_entry else None
        since = timezone.localdate(row.moved_at)
        if host in partnerships:
            found += _of_host(row, host, since)
        if guest in partnerships:
            found += _of_guest(row, guest, since)
    return found


def _of_host(row: ExchangeVisit, partnership: int, since: date) -> list[Task | Wakes]:
    if row.status == VisitStatus.ASKED and row.request.status == MessageStatus.ANSWERED:
        return [Task(partnership, OFFER, row.request_id, asks=ASKS, since=since)]
    return _report(row, partnership, REPORT, row.host_report)


def _of_guest(row: ExchangeVisit, partnership: int, since: date) -> list[Task | Wakes]:
    if row.status == VisitStatus.OFFERED:
        return [Task(partnership, CHOOSE, row.request_id, asks=ASKS, since=since)]
    return _report(row, partnership, REPORT_GUEST, row.guest_report)


def _report(row: ExchangeVisit, partnership: int, kind: str, written: str) -> list[Task | Wakes]:
    if row.last_day is None or written:
        return []
    if not row.is_over:
        return [Wakes(partnership, row.last_day + timedelta(days=1))]
    due_on = row.last_day + REPORT_WITHIN
    return [Task(partnership, kind, row.request_id, asks=ASKS, due_on=due_on, since=row.last_day)]
