"""What the clock wakes, and what its processes say when they come up."""

import logging
from typing import Any

from celery import shared_task
from celery.signals import beat_init, worker_ready
from django.conf import settings
from django.db import Error

from .services import beat, sweep
from .services.beat import note_start
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


@worker_ready.connect
def note_worker(**_: Any) -> None:
    _note_start("worker")


@beat_init.connect
def note_beat(**_: Any) -> None:
    _note_start("beat")


def _note_start(part: str) -> None:
    """A database that is away, or not there yet, must not end the clock: the start is only not counted then."""
    try:
        note_start(part)
    except Error:
        logging.getLogger(__name__).warning("The start of the clock's %s is not counted.", part, exc_info=True)
