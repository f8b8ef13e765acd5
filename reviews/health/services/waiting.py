"""What health checks ask of managers: to look at a result that nobody has looked at (R6, N1)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from reviews.models import HealthCheck

RESULT = "health.result"


def unread_checks(partnerships: Sequence[int]) -> QuerySet[HealthCheck]:
    return HealthCheck.objects.filter(partnership__in=partnerships, partnership__ended_on=None, read_at=None)


def health_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """One query. Each partnership has one check that is open, or the newest one."""
    found: list[Task | Wakes] = []
    for row in unread_checks(partnerships).order_by("pk"):
        if row.is_over(today):
            since = timezone.localdate(row.closed_at) if row.closed_at else row.ends_on + timedelta(days=1)
            found.append(Task(row.partnership_id, RESULT, row.pk, asks="confirm_review", since=since))
        else:
            found.append(Wakes(row.partnership_id, row.ends_on + timedelta(days=1)))
    return found
