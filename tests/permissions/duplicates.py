"""Possible duplicates: who may use which route (X1)."""

from tests.permissions.routes import MANAGER, Route

ROUTES: list[Route] = [
    Route("partnerships:organisation_alike", MANAGER),
    Route("partnerships:duplicates", MANAGER),
    Route("partnerships:duplicate_dismiss", MANAGER, lambda w: {"pk": w.duplicate_pair.pk}),
]
