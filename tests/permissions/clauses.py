"""The clause library: who may use which route (X1)."""

from typing import Any

from pes_partnerships.accounts.rules.roles import Role
from tests.factories.clauses import make_edition
from tests.permissions.routes import MANAGER, READERS, Route, of


def by_key(world: Any) -> dict[str, object]:
    return {"code": world.edition.key}


OF_THE_SERVICE = READERS - {Role.EVALUATOR}
KEPT = "every office of the service reads the one library; only managers of the whole service change it"

ROUTES: list[Route] = [
    Route("partnerships:clauses", OF_THE_SERVICE),
    Route("partnerships:clause", OF_THE_SERVICE, by_key, of_service=True, why=KEPT),
    Route("partnerships:clause_new", MANAGER, why=KEPT),
    Route("partnerships:clause_change", MANAGER, by_key, of_service=True, why=KEPT),
    Route("partnerships:clause_withdraw", MANAGER, of("edition"), of_service=True, why=KEPT),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A clause of the service's own."""
    return {"edition": make_edition(crew.service, key=f"own-{crew.alytus.pk}")}
