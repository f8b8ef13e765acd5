"""What the clock wakes."""

from celery import shared_task
from django.conf import settings

from .services import beat, sweep
from .services.bounces import take_in
from .services.returned_mail import from_imap


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """May run twice, and side by side: each mail is claimed by a conditional update before it is sent."""
    sweep()


@shared_task(ignore_result=True)
def read_bounces() -> None:
    """May run twice, and side by side: a mail is noted as lost by a conditional update, once."""
    for _found in from_imap(settings.BOUNCES_IMAP, take_in):
        pass


@shared_task(ignore_result=True)
def clock_beat() -> None:
    """May run twice: it only writes down that the clock is alive now."""
    beat("clock")
