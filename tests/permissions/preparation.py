"""The preparation of a partnership, the model adviser, and the team: who may use which route (X1)."""

from typing import Any

from tests.factories.advice import make_advice, make_member, make_training
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route, of

READ_ONLY = "only managers get the form; others read"
PAGES = ("examination", "chain", "tests", "value", "support", "decision", "advice")

ROUTES: list[Route] = [
    Route("partnerships:preparation", READERS, of("partnership")),
    *(Route(f"partnerships:{name}", READERS, of("partnership"), posts=MANAGER, why=READ_ONLY) for name in PAGES),
    Route(
        "partnerships:chain_map",
        READERS,
        of("partnership"),
        query=lambda w: "?participant=us",
        posts=MANAGER,
        why=READ_ONLY,
    ),
    Route("partnerships:advice_result", READERS, of("model_advice"), posts=MANAGER, why="only managers may decide"),
    Route("partnerships:adviser_table", READERS),
    Route("partnerships:team", WRITERS, of("partnership"), why="people's skills are for see_team alone"),
    Route("partnerships:team_member_new", MANAGER, of("partnership")),
    Route("partnerships:team_member", MANAGER, of("team_member")),
    Route("partnerships:training_new", MANAGER, of("partnership")),
    Route("partnerships:training", MANAGER, of("training")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """An interview with the adviser, a person of the team and a training."""
    return {
        "model_advice": make_advice(world.partnership),
        "team_member": make_member(world.partnership, "Rasa", negotiation=(2, True)),
        "training": make_training(world.partnership),
    }
