"""The clock of the demonstration: each act of its past is done on its own day."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

WORKING_HOUR = datetime.time(10)


def moment(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, WORKING_HOUR))


@contextmanager
def on_day(day: datetime.date) -> Iterator[None]:
    """Django's clock shows `day`, so that every service, whatever it writes, dates it as it would have then."""
    real, then = timezone.now, moment(day).astimezone(datetime.UTC)
    timezone.now = lambda: then
    try:
        yield
    finally:
        timezone.now = real
