"""What requests for consent ask of the offices (F2, X1)."""

import datetime

from django.utils import timezone

from partnerships.hooks import Task
from partnerships.models import Consent, ConsentAnswer

CONSENT = "consent.answer"


def consent_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task]:
    """It is every manager's of the office, whoever manages the partnership at which it waits."""
    rows = ConsentAnswer.objects.filter(
        partnership__in=partnerships, agrees=None, consent__status=Consent.Status.ASKED
    ).select_related("consent")
    return [
        Task(
            row.partnership_id,
            CONSENT,
            row.pk,
            asks="form_partnership",
            is_named=False,
            since=timezone.localdate(row.consent.asked_at),
        )
        for row in rows
    ]
