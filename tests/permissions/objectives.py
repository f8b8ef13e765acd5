"""Objectives of a text: who may use which route (X1)."""

from tests.permissions.routes import MANAGER, Route, of

ROUTES: list[Route] = [
    Route("partnerships:objective_new", MANAGER, of("agreement")),
    Route("partnerships:objective", MANAGER, of("objective")),
    Route("partnerships:objective_new_look", MANAGER, of("agreement"), method="post"),
    Route("partnerships:objective_look", MANAGER, of("objective"), method="post"),
    Route("partnerships:objective_remove", MANAGER, of("objective"), method="post"),
]
