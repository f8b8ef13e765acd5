"""Signs of life for /healthz/."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from pes_partnerships.outbox.models import Beat
from pes_partnerships.outbox.rules.clock import ClockState, clock_state


def beat(name: str, *, at: datetime | None = None) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at or timezone.now()})


def last_beat(name: str) -> datetime | None:
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()


def clock_now(now: datetime) -> tuple[datetime | None, ClockState]:
    """The clock's last beat, and what it says at this moment."""
    last = last_beat("clock")
    return last, clock_state(last, now=now, every=timedelta(seconds=settings.SWEEP_SECONDS))
