"""The portfolio, and the page of a partnership: who may use which route (X1)."""

from typing import Any

from partnerships.portfolio.services.saved_views import save_view
from pes_partnerships.ledger.services import Actor
from tests.permissions.routes import MANAGER, READERS, Route, of

ROUTES: list[Route] = [
    Route("partnerships:marks", MANAGER, of("partnership")),
    Route("partnerships:portfolio", READERS),
    Route("partnerships:tasks", READERS),
    Route("partnerships:views", READERS),
    Route("partnerships:view_new", READERS),
    Route("partnerships:view_change", MANAGER, of("saved_view")),
    Route("partnerships:view_remove", MANAGER, of("saved_view"), method="post"),
    Route("partnerships:partnership_new", MANAGER),
    Route("partnerships:partnership", READERS, of("partnership")),
    Route("partnerships:partnership_change", MANAGER, of("partnership")),
    Route("partnerships:history", READERS, of("partnership")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A view of its manager, shared with nobody."""
    by = Actor.user(world.manager)
    return {"saved_view": save_view(service=world.service, by=by, name=f"View {world.secret}", query="status=current")}
