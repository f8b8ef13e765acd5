"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from . import services


@shared_task(ignore_result=True)
def sweep_followed() -> None:
    """May run twice: each search is looked at once a day, and its row is locked meanwhile."""
    services.sweep_followed(now=timezone.now())
