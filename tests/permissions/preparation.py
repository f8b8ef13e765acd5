"""The preparation of a partnership: who may use which route (X1)."""

from tests.permissions.forming import of
from tests.permissions.routes import READERS, Route

READ_ONLY = "only managers get the form; others read"

ROUTES: list[Route] = [
    Route("partnerships:preparation", READERS, of("partnership")),
    Route("partnerships:chain", READERS, of("partnership"), why=READ_ONLY),
    Route("partnerships:chain_map", READERS, of("partnership"), why=READ_ONLY),
    Route("partnerships:tests", READERS, of("partnership"), why=READ_ONLY),
    Route("partnerships:value", READERS, of("partnership"), why=READ_ONLY),
    Route("partnerships:support", READERS, of("partnership"), why=READ_ONLY),
    Route("partnerships:decision", READERS, of("partnership"), why=READ_ONLY),
]
