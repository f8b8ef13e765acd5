"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from .services import comparing, sweeping


@shared_task(ignore_result=True)
def sweep_entries() -> None:
    """May run twice, and side by side: each entry is locked, and a request can be there only once."""
    now = timezone.now()
    comparing.compare_due(now)  # writes no mail and no act: a dry run of what the clock will do leaves it out
    sweeping.sweep_entries(now=now)
