"""The model adviser, and the team with its skills: who may use which route (X1)."""

from tests.permissions.routes import Route

ROUTES: list[Route] = []
