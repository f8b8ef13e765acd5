"""Minor changes: read by all who read the portfolio, recorded by managers (X1)."""

from typing import Any

from tests.factories.minor_changes import make_minor_change
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:minor_changes", READERS, of("signed_agreement")),
    Route("partnerships:minor_change_new", MANAGER, of("signed_agreement")),
    Route("partnerships:minor_change", READERS, of("minor_change")),
    Route("partnerships:minor_change_pdf", READERS, of("minor_change")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    return {"minor_change": make_minor_change(world.signed_agreement)}
