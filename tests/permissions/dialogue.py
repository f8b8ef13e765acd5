"""Finding actors, inviting them, and the dialogue with them: who may use which route (X1)."""

from tests.permissions.routes import Route

ROUTES: list[Route] = []
