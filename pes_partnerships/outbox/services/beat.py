"""Signs of life for /healthz/."""

from datetime import datetime

from django.utils import timezone

from pes_partnerships.outbox.models import Beat


def beat(name: str, *, at: datetime | None = None) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at or timezone.now()})


def last_beat(name: str) -> datetime | None:
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()
