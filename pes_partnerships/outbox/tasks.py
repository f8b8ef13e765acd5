"""What the clock wakes."""

from celery import shared_task

from .services import beat, sweep


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """May run twice, and side by side: each mail is claimed by a conditional update before it is sent."""
    sweep()


@shared_task(ignore_result=True)
def clock_beat() -> None:
    """May run twice: it only writes down that the clock is alive now."""
    beat("clock")
