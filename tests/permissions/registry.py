"""Organisations and contacts: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, READERS, Route

ROUTES: list[Route] = [
    Route("partnerships:organisations", READERS),
    Route("partnerships:organisation_new", MANAGER),
    Route("partnerships:organisation", READERS, of("organisation")),
    Route("partnerships:organisation_change", MANAGER, of("organisation")),
    Route("partnerships:contact_new", MANAGER, of("organisation")),
    Route("partnerships:contact_change", MANAGER, of("contact")),
]
