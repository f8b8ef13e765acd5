"""What an office may decide, and approvals: who may use which route (X1)."""

from typing import Any

from pes_partnerships.accounts.rules.roles import Role
from tests.factories.autonomy import asked_approval, draft_beyond
from tests.permissions.routes import MANAGER, READERS, Route, of

OF_THE_SERVICE = READERS - {Role.EVALUATOR}
DECIDES = "managers above the office decide; others read"

ROUTES: list[Route] = [
    Route("partnerships:offices", OF_THE_SERVICE),
    Route(
        "partnerships:office_autonomy",
        OF_THE_SERVICE,
        of("office_row"),
        of_service=True,
        why="every unit may read every other's",
    ),
    Route("partnerships:office_autonomy_change", MANAGER, of("office_row")),
    Route("partnerships:agreement_beyond", MANAGER, of("agreement")),
    Route("partnerships:approval_ask", MANAGER, of("draft_beyond")),
    Route("partnerships:approval", READERS, of("approval"), posts=MANAGER, why=DECIDES),
    Route("partnerships:approval_withdraw", MANAGER, of("approval")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """A draft that goes past what its office may decide, and one about which the wider unit was asked."""
    return {"office_row": crew.alytus, "draft_beyond": draft_beyond(crew), "approval": asked_approval(crew)}
