"""A partnership of the Alytus office whose agreement ends on 1 July 2027, and the clock of its reminders."""

import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from partnerships.models import Agreement, GivenReminder, Partnership, ReminderRule, ReminderSettings
from partnerships.portfolio.services import ready
from partnerships.reminding.services.sweeping import sweep_waiting
from pes_partnerships.accounts.models import User
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.outbox.services import sweep as send
from tests.cast import person
from tests.reviews.conftest import make_agreement, make_partnership

ENDS = date(2027, 7, 1)
BEGAN = datetime(2026, 12, 1, 9, tzinfo=UTC)
ZONE = zoneinfo.ZoneInfo("Europe/Brussels")


def ends_soon(partnership: Partnership) -> Agreement:
    return make_agreement(partnership, ends=str(ENDS), ends_latest=ENDS)


def morning(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def before_end(days: int, hour: int = 7) -> datetime:
    return morning(ENDS - timedelta(days=days), hour)


def remind(now: datetime) -> int:
    """What the clock wakes: what waits is listed, reminders are written; how many."""
    ready.sweep(now)
    return sweep_waiting(now=now)


def remind_and_send(now: datetime) -> int:
    written = remind(now)
    send(now=now)
    return written


def ledger() -> list[tuple[int, str, str, str]]:
    """Every line: stage, recipient, as what, state or why not."""
    rows = GivenReminder.objects.select_related("recipient").order_by("due_on", "-stage", "recipient__name")
    return [(row.stage, row.recipient.name, row.asked_as, row.why or row.state) for row in rows]


@pytest.fixture
def began(in_scope) -> ReminderSettings:
    """The service has been reminded since December."""
    return ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)


@pytest.fixture
def ending(in_scope, began) -> Agreement:
    return ends_soon(make_partnership(in_scope))


@pytest.fixture
def head(in_scope, began) -> User:
    """Hilda is the head of the service."""
    hilda = person("Hilda", in_scope.service, Role.READER)
    ReminderSettings.objects.filter(pk=began.pk).update(head=hilda)
    return hilda


@pytest.fixture
def rule(in_scope) -> Callable[..., ReminderRule]:
    def made(kind: str, **values) -> ReminderRule:
        return ReminderRule.objects.update_or_create(service=in_scope.service, kind=kind, defaults=values)[0]

    return made


@pytest.fixture
def time_machine_at() -> Callable[[datetime], time_machine.travel]:
    """The clock of the whole process stands at a moment."""
    return lambda moment: time_machine.travel(moment, tick=False)
