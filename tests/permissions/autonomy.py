"""What an office may decide, and approvals: who may use which route (X1)."""

from tests.permissions.routes import Route

ROUTES: list[Route] = []
