"""Work that the clock starts; each task may run twice, and side by side, without harm."""

from celery import shared_task

from .services import clock


@shared_task
def sweep_agreements() -> None:
    """Asks what is due and not yet done, so that a run too many, or one missed, changes nothing."""
    clock.sweep_agreements()
