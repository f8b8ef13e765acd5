"""The portfolio, and the page of a partnership: who may use which route (X1)."""

from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:marks", MANAGER, of("partnership")),
    Route("partnerships:portfolio", READERS),
    Route("partnerships:tasks", READERS),
    Route("partnerships:partnership_new", MANAGER),
    Route("partnerships:partnership", READERS, of("partnership")),
    Route("partnerships:partnership_change", MANAGER, of("partnership")),
    Route("partnerships:history", READERS, of("partnership")),
]
