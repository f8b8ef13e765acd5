"""The model adviser, and the team with its skills: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, READERS, WRITERS, Route

ROUTES: list[Route] = [
    Route("partnerships:advice", READERS, of("partnership"), why="only managers get the form; others read"),
    Route("partnerships:advice_result", READERS, of("model_advice"), why="only managers may decide"),
    Route("partnerships:adviser_table", READERS),
    Route("partnerships:team", WRITERS, of("partnership"), why="people's skills are for see_team alone"),
    Route("partnerships:team_member_new", MANAGER, of("partnership")),
    Route("partnerships:team_member", MANAGER, of("team_member")),
    Route("partnerships:training_new", MANAGER, of("partnership")),
    Route("partnerships:training", MANAGER, of("training")),
]
