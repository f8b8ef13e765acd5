"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from .commitments.services.sweeping import sweep_commitments
from .evaluation.services.reminding import sweep_evaluations
from .health.services.sweeping import sweep_checks
from .partners.services.reminding import sweep_parts
from .reminders.services import reminding


@shared_task(ignore_result=True)
def sweep_reminders() -> None:
    """May run twice, and side by side: a round is claimed by inserting its row, which can stand only once."""
    reminding.sweep_reminders(now=timezone.now())
    sweep_parts(now=timezone.now())
    sweep_checks(now=timezone.now())
    sweep_evaluations(now=timezone.now())
    sweep_commitments(now=timezone.now())
