"""Clauses of a service's own library."""

from typing import Any

from django_scopes import scope

from partnerships.clauses.services.library import publish_edition
from partnerships.drafting.services.writing import draft_agreement, save_section
from partnerships.models import Agreement, ClauseEdition, Section
from pes_partnerships.accounts.models import EmploymentService, User

from .forming import BY, make_partnership

CHAIR = {"key": "meetings_chair", "title": "Chair", "words": "The chair {chair}.", "values": {"chair": "lead"}}


def bare_draft(cast: Any) -> Agreement:
    """A draft of a partnership that says what it is for, in which nothing is written yet."""
    with scope(service=cast.service):
        partnership = make_partnership(
            cast.service, "Second career centre", office=cast.alytus, manager=cast.lina, challenge="Few get advice."
        )
        return draft_agreement(partnership=partnership, by=BY, title="Second career centre")


def part_with_a_clause(agreement: Agreement) -> Section:
    with scope(service=agreement.partnership.service):
        return save_section(agreement=agreement, key="meetings", by=BY, body="We meet.", clauses=[CHAIR])


def make_edition(service: EmploymentService, **fields: Any) -> ClauseEdition:
    """An edition in English; a clause of its own for “Further clauses”, unless `fields` say otherwise."""
    user, _created = User.objects.get_or_create(email=f"clauses-{service.pk}@example.org", defaults={"name": "Ruta"})
    given = {"key": "own-rooms", "part": "other", "language": "en", "title": "Rooms", "words": "Rooms are shared."}
    return publish_edition(service=service, user=user, **given | fields)
