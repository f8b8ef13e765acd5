"""Work that the clock starts; each task may run twice, and side by side, without harm."""

from celery import shared_task
from django.utils import timezone

from .services import ready
from .services import rebuild as anew


@shared_task
def sweep_portfolio() -> None:
    """What a day's turn changes: a review that is late, an agreement that lapses."""
    ready.sweep(timezone.now())


@shared_task
def rebuild_portfolio() -> None:
    """Nightly: a ready row that is wrong is repaired, and the log says so."""
    anew.rebuild()
