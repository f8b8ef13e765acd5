"""What an office may decide, and approvals: who may use which route (X1)."""

from pes_partnerships.accounts.rules.roles import Role
from tests.permissions.forming import of
from tests.permissions.routes import MANAGER, READERS, Route

OF_THE_SERVICE = READERS - {Role.EVALUATOR}

ROUTES: list[Route] = [
    Route("partnerships:offices", OF_THE_SERVICE),
    Route("partnerships:office_autonomy", OF_THE_SERVICE, of("office_row"), why="every unit may read every other's"),
    Route("partnerships:office_autonomy_change", MANAGER, of("office_row")),
    Route("partnerships:agreement_beyond", MANAGER, of("agreement")),
    Route("partnerships:approval_ask", MANAGER, of("draft_beyond")),
    Route("partnerships:approval", READERS, of("approval"), why="managers above the office decide; others read"),
    Route("partnerships:approval_withdraw", MANAGER, of("approval")),
]
