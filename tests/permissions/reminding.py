"""Who may read and set when people are reminded (X1)."""

from tests.permissions.routes import SERVICE_ADMINS, WRITERS, Route

ROUTES: list[Route] = [
    Route("partnerships:reminders", WRITERS | SERVICE_ADMINS),
    Route("partnerships:reminder_settings", SERVICE_ADMINS),
    Route("partnerships:reminder_rule", SERVICE_ADMINS, lambda world: {"kind": "signatures"}, names_no_row=True),
]
