"""The portfolio, and a partnership from its start to its end: who may use which route (X1)."""

from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:portfolio", READERS),
    Route("partnerships:tasks", READERS),
    Route("partnerships:partnership_new", MANAGER),
    Route("partnerships:partnership", READERS, of("partnership")),
    Route("partnerships:partnership_change", MANAGER, of("partnership")),
    Route("partnerships:partnership_end", MANAGER, of("partnership")),
    Route("partnerships:history", READERS, of("partnership")),
]
