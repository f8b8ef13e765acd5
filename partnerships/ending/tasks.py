"""Work that the clock starts; it may run twice, and side by side, without harm."""

from celery import shared_task

from .services import clock


@shared_task
def sweep_endings() -> None:
    """Ends whose day has come, endings to open, and steps to remind of."""
    clock.sweep_endings()
