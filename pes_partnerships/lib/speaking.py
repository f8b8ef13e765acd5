"""Words for one person: their language and their time zone, whatever the process speaks (N3)."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.utils import timezone, translation


class Listener(Protocol):
    language: str
    time_zone: str


@contextmanager
def speaking_to(person: Listener) -> Iterator[None]:
    with translation.override(person.language), timezone.override(zoneinfo.ZoneInfo(person.time_zone)):
        yield
