"""Organisations and contacts: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, READERS, Route

ROUTES: list[Route] = [
    Route("partnerships:organisations", READERS),
    Route("partnerships:organisation_new", MANAGER),
    Route("partnerships:organisation", READERS, of("organisation")),
    Route("partnerships:organisation_change", MANAGER, of("organisation")),
    Route("partnerships:organisation_rename", MANAGER, of("organisation")),
    Route("partnerships:name_new", MANAGER, of("organisation")),
    Route("partnerships:name_change", MANAGER, of("former_name")),
    Route("partnerships:name_remove", MANAGER, of("former_name")),
    Route("partnerships:organisation_end", MANAGER, of("organisation")),
    Route("partnerships:organisation_reopen", MANAGER, of("ended_organisation")),
    Route("partnerships:organisation_members", READERS, of("organisation")),
    Route("partnerships:representation_new", MANAGER, of("organisation")),
    Route("partnerships:representation", MANAGER, of("representation")),
    Route("partnerships:representation_remove", MANAGER, of("representation")),
    Route("partnerships:assessment_new", MANAGER, of("organisation")),
    Route("partnerships:organisation_history", READERS, of("organisation")),
    Route("partnerships:contact_new", MANAGER, of("organisation")),
    Route("partnerships:contact_change", MANAGER, of("contact")),
]
