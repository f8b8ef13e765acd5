"""Bringing organisations in from files: who may use which route (X1)."""

from typing import Any

from tests.factories.imports import checked_file, failed_file, written_file
from tests.permissions.routes import MANAGER, Route, of

ROUTES: list[Route] = [
    Route("partnerships:imports", MANAGER),
    Route("partnerships:import_template", MANAGER),
    Route("partnerships:organisations_export", MANAGER, why="it holds contacts with their mandates"),
    Route("partnerships:import", MANAGER, of("failed_import"), of_service=True),
    Route("partnerships:import_match", MANAGER, of("checked_import"), of_service=True),
    Route("partnerships:import_rows", MANAGER, of("checked_import"), of_service=True),
    Route("partnerships:import_confirm", MANAGER, of("checked_import"), of_service=True),
    Route("partnerships:import_give_up", MANAGER, of("checked_import"), of_service=True),
    Route("partnerships:import_undo", MANAGER, of("written_import"), of_service=True),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """Files of organisations at three stages of their way."""
    return {
        "checked_import": checked_file(crew.service, crew.lina, "Name,Category\nYouth Centre,ngo\nNo Category,\n"),
        "written_import": written_file(crew.service, crew.lina, "Name,Category\nHarbour Trust,ngo\n"),
        "failed_import": failed_file(crew.service, crew.lina),
    }
