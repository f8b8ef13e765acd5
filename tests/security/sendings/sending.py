"""What a sending is: a form, its page, what is typed, the kind of the new row; and what several of them type."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass(frozen=True)
class Sending:
    """`holding`: a field of the form, where the page has several; `typed(world)` is put into it."""

    name: str
    makes: type[Model] | None  # None: it changes or takes away what there is
    holding: str
    about: Callable[[Any], Any] | None = None
    typed: Callable[[Any], dict[str, Any]] = lambda world: {}
    query: Callable[[Any], str] = lambda world: ""
    page: Callable[[Any], str] | None = None  # where the form stands on another page than the one it is sent to
    by: str = "lina"

    def path(self, world: Any) -> str:
        about = self.about(world) if self.about else []
        return reverse(self.name, args=about if isinstance(about, list) else [about]) + self.query(world)

    def page_path(self, world: Any) -> str:
        return self.page(world) if self.page else self.path(world)


def day(field: str) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{field}_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}


def far_away() -> dict[str, str]:
    """A campaign over everything that is due within a year and a half."""
    later = timezone.localdate() + datetime.timedelta(days=500)
    return {f"due_until_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def in_days_of(field: str, days: int) -> dict[str, str]:
    later = timezone.localdate() + datetime.timedelta(days=days)
    return {f"{field}_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def in_a_month(world: Any) -> dict[str, str]:
    later = timezone.localdate() + datetime.timedelta(days=30)
    return {f"ends_on_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}


def partnership(world: Any) -> int:
    return world.partnership.pk


def agreement(world: Any) -> int:
    return world.agreement.pk


def organisation(world: Any) -> int:
    return world.organisation.pk


def running(world: Any) -> int:
    return world.running.pk
