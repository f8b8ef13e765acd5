"""Bringing organisations in from files: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, Route

ROUTES: list[Route] = [
    Route("partnerships:imports", MANAGER),
    Route("partnerships:import_template", MANAGER),
    Route("partnerships:organisations_export", MANAGER, why="it holds contacts with their mandates"),
    Route("partnerships:import", MANAGER, of("failed_import")),
    Route("partnerships:import_match", MANAGER, of("checked_import")),
    Route("partnerships:import_rows", MANAGER, of("checked_import")),
    Route("partnerships:import_confirm", MANAGER, of("checked_import")),
    Route("partnerships:import_give_up", MANAGER, of("checked_import")),
]
