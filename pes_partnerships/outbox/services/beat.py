"""Signs of life, for /healthz/ and the page of the clock."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from pes_partnerships.outbox.models import Beat, ClockStart
from pes_partnerships.outbox.rules.clock import ClockState, clock_state

STARTS_KEPT = timedelta(days=90)
A_DAY = timedelta(days=1)


def beat(name: str, *, at: datetime | None = None) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at or timezone.now()})


def last_beat(name: str) -> datetime | None:
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()


def clock_now(now: datetime) -> tuple[datetime | None, ClockState]:
    """The clock's last beat, and what it says at this moment."""
    last = last_beat("clock")
    return last, clock_state(last, now=now, every=timedelta(seconds=settings.SWEEP_SECONDS))


def note_start(part: str, *, at: datetime | None = None) -> None:
    """A process of the clock, worker or beat, has come up."""
    at = at or timezone.now()
    ClockStart.objects.create(part=part, at=at)
    ClockStart.objects.filter(at__lt=at - STARTS_KEPT).delete()


def starts_of_last_day(now: datetime) -> dict[str, int]:
    """How often each process of the clock came up within the last 24 hours."""
    return dict(Counter(ClockStart.objects.filter(at__gt=now - A_DAY).values_list("part", flat=True)))
