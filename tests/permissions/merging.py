"""Merging records, and changes of representative: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, WRITERS, Route


def pair(world: object) -> dict[str, object]:
    return {"pk": world.organisation.pk, "other": world.second_record.pk}


ROUTES: list[Route] = [
    Route("partnerships:merges", MANAGER),
    Route("partnerships:merge_choose", MANAGER, of("organisation")),
    Route("partnerships:merge", MANAGER, pair),
    Route("partnerships:merge_undo", MANAGER, of("merge")),
    Route("partnerships:representative_change", MANAGER, of("organisation")),
    Route("partnerships:representative", MANAGER, of("representative_change")),
    Route("partnerships:fresh_look", WRITERS, of("fresh_look")),
]
