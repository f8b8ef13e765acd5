"""What requests for consent ask of the offices (F2, X1)."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.hooks import Task
from partnerships.models import Consent, ConsentAnswer

CONSENT = "consent.answer"


def unanswered(partnerships: Sequence[int]) -> QuerySet[ConsentAnswer]:
    asked = {"agrees": None, "consent__status": Consent.Status.ASKED}
    return ConsentAnswer.objects.filter(partnership__in=partnerships, **asked).order_by("pk")


def consent_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task]:
    """It is every manager's of the office, whoever manages the partnership at which it waits."""
    rows = unanswered(partnerships).values_list("partnership", "pk", "consent__asked_at")
    return [
        Task(key, CONSENT, pk, asks="form_partnership", is_named=False, since=timezone.localdate(asked_at))
        for key, pk, asked_at in rows
    ]
