"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from .services.clock import sweep_messages


@shared_task(ignore_result=True)
def sweep_directory() -> None:
    """May run twice, and side by side: each step is claimed before it is done."""
    sweep_messages(now=timezone.now())
