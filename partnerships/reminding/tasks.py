"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from .services import letter, sweeping


@shared_task(ignore_result=True)
def sweep_waiting() -> None:
    """May run twice, and side by side: one sweep writes for a service, and a reminder can be there only once."""
    sweeping.sweep_waiting(now=timezone.now())
    letter.sweep_letters(now=timezone.now())
