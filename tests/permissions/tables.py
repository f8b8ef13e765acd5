"""The table of each subject. Rows are made in this order: later ones stand on earlier ones."""

from tests.permissions import (
    agreements,
    autonomy,
    clauses,
    commenting,
    directory,
    ending,
    ground,
    health,
    imports,
    lifecycle,
    merging,
    minor_changes,
    objectives,
    participants,
    portfolio,
    preparation,
    registry,
    reviews,
    signing,
    umbrella,
    warnings,
)
from tests.permissions.routes import Route

WITH_ROWS = (
    agreements,
    commenting,
    signing,
    minor_changes,
    umbrella,
    lifecycle,
    ending,
    reviews,
    health,
    warnings,
    registry,
    participants,
    merging,
    imports,
    preparation,
    autonomy,
    clauses,
    directory,
)
ROUTES: list[Route] = [row for table in (*WITH_ROWS, objectives, portfolio, ground) for row in table.ROUTES]
