"""Clauses of a service's own library."""

from typing import Any

from partnerships.clauses.services.library import publish_edition
from partnerships.models import ClauseEdition
from pes_partnerships.accounts.models import EmploymentService, User


def make_edition(service: EmploymentService, **fields: Any) -> ClauseEdition:
    """An edition in English; a clause of its own for “Further clauses”, unless `fields` say otherwise."""
    user, _created = User.objects.get_or_create(email=f"clauses-{service.pk}@example.org", defaults={"name": "Ruta"})
    given = {"key": "own-rooms", "part": "other", "language": "en", "title": "Rooms", "words": "Rooms are shared."}
    return publish_edition(service=service, user=user, **given | fields)
