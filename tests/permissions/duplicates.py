"""Possible duplicates: who may use which route (X1)."""

from tests.permissions.routes import Route

ROUTES: list[Route] = []
