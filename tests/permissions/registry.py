"""Organisations, their names, members and judgements: who may use which route (X1)."""

from typing import Any

from tests.factories import make_organisation
from tests.factories.registry import make_assessment, make_name, make_representation, make_site
from tests.permissions.routes import MANAGER, READERS, Route, of

SHARED = {"of_service": True}  # F2: the registry belongs to the whole service

ROUTES: list[Route] = [
    Route("partnerships:organisations", READERS),
    Route("partnerships:organisation_new", MANAGER),
    Route("partnerships:organisation", READERS, of("organisation"), **SHARED),
    Route("partnerships:organisation_change", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:organisation_rename", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:name_new", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:name_change", MANAGER, of("former_name"), **SHARED),
    Route("partnerships:name_remove", MANAGER, of("former_name"), **SHARED),
    Route("partnerships:site_new", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:site_change", MANAGER, of("site"), **SHARED),
    Route("partnerships:site_remove", MANAGER, of("site"), **SHARED),
    Route("partnerships:organisation_members", READERS, of("organisation"), **SHARED),
    Route("partnerships:representation_new", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:representation", MANAGER, of("representation"), **SHARED),
    Route("partnerships:representation_remove", MANAGER, of("representation"), **SHARED),
    Route("partnerships:assessment_new", MANAGER, of("organisation"), **SHARED),
    Route("partnerships:organisation_history", READERS, of("organisation"), **SHARED),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """What is known of the world's organisation beside its facts."""
    organisation = world.organisation
    make_assessment(
        organisation, author=crew.lina, partnership=world.partnership, relevance_note=f"Judged for {world.secret}"
    )
    federation = make_organisation(crew.service, f"Federation of municipalities {world.key}", "local_government")
    return {
        "former_name": make_name(organisation, "Labour Exchange"),
        "site": make_site(organisation),
        "federation": federation,
        "representation": make_representation(federation, organisation),
    }
