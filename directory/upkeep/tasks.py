"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from .services import sweeping


@shared_task(ignore_result=True)
def sweep_entries() -> None:
    """May run twice, and side by side: each entry is locked, and a request can be there only once."""
    sweeping.sweep_entries(now=timezone.now())
