"""Who may read and set when people are reminded, set a reminder aside, hand it over, or have a calendar (X1)."""

from typing import Any

from django.utils import timezone

from partnerships.models import GivenReminder
from tests.permissions.routes import ANYBODY, READERS, SERVICE_ADMINS, WRITERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:reminders", WRITERS | SERVICE_ADMINS),
    Route("partnerships:reminder_settings", SERVICE_ADMINS),
    Route("partnerships:reminder_rule", SERVICE_ADMINS, lambda world: {"kind": "signatures"}, names_no_row=True),
    Route("partnerships:reminder_aside", WRITERS, of("given_reminder")),
    Route("partnerships:my_reminders", ANYBODY),
    Route("partnerships:my_calendar", ANYBODY),
    Route(
        "partnerships:hand_over",
        WRITERS,
        lambda world: {"kind": "action", "subject": world.action.pk},
    ),
    Route("partnerships:partnership_calendar", READERS, of("partnership")),
    Route(
        "partnerships:calendar",
        about=lambda world: {"token": "x" * 43},
        public=True,
        names_no_row=True,
        answers_404=True,
        why="an address that was never made; those that were: tests/partnerships/reminding/test_calendars_read.py",
    ),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """The manager was reminded of a corrective action."""
    action = world.action
    return {
        "given_reminder": GivenReminder.objects.create(
            service=crew.service, partnership=action.partnership, kind="action", subject=action.pk,
            due_on=action.due_on, stage=14, recipient=crew.lina, asked_as="manager", at=timezone.now(),
        )
    }  # fmt: skip
