"""Partnerships, participants, portfolio and history: who may use which route (X1)."""

from collections.abc import Callable

from tests.permissions.routes import MANAGER, READERS, Route


def of(name: str) -> Callable[[object], dict[str, object]]:
    return lambda world: {"pk": getattr(world, name).pk}


ROUTES: list[Route] = [
    Route("partnerships:portfolio", READERS),
    Route("partnerships:partnership_new", MANAGER),
    Route("partnerships:partnership", READERS, of("partnership")),
    Route("partnerships:partnership_change", MANAGER, of("partnership")),
    Route("partnerships:partnership_end", MANAGER, of("partnership")),
    Route("partnerships:examination", READERS, of("partnership"), why="only managers get the form; others read"),
    Route("partnerships:participants", READERS, of("partnership")),
    Route("partnerships:participant_new", MANAGER, of("partnership")),
    Route("partnerships:participant_change", MANAGER, of("participation")),
    Route("partnerships:history", READERS, of("partnership")),
]
