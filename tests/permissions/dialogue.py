"""Finding actors, inviting them, and the dialogue with them: who may use which route (X1)."""

from collections.abc import Callable

from tests.permissions.routes import MANAGER, WRITERS, Route


def of(name: str) -> Callable[[object], dict[str, object]]:
    return lambda world: {"pk": getattr(world, name).pk}


ROUTES: list[Route] = [
    Route("partnerships:actors", MANAGER, of("partnership")),
    Route("partnerships:invite_several", MANAGER, of("partnership")),
    Route("partnerships:invite", MANAGER, of("actor")),
    Route("partnerships:viability", MANAGER, of("actor")),
    Route("partnerships:invitation_withdraw", MANAGER, of("invitation")),
    Route("partnerships:dialogue", WRITERS, of("partnership"), why="talks are not for evaluators and readers"),
    Route("partnerships:dialogue_new", WRITERS, of("actor")),
    Route("partnerships:dialogue_change", MANAGER, of("talk"), why="one's own entry only: the manager's"),
    Route("partnerships:answer", about=lambda w: {"token": w.answer_token}, public=True, why="the token is the key"),
    Route("partnerships:answer_done", public=True, why="answers 410 to a browser that did not just answer"),
]
