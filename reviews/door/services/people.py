"""Which partners a partnership has, and whom of them a mail reaches."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Contact, Participation, Partnership
from partnerships.participants.rules.inviting import best_contact


@dataclass(frozen=True)
class Partner:
    """A present member other than the service itself, and who can be written to at it."""

    participation: Participation
    contacts: list[Contact]

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def contact(self) -> Contact | None:
        """Whom to write to where nobody chooses."""
        return best_contact(self.contacts)


def partners_of(partnership: Partnership) -> list[Partner]:
    """In the order of the partnership; two queries."""
    return partners_in([partnership.pk], partnership.service_id)[partnership.pk]


def partners_in(partnerships: Iterable[int], service_id: int) -> dict[int, list[Partner]]:
    """Of several partnerships of one service; two queries, however many."""
    rows = Participation.objects.members().filter(partnership__in=partnerships).select_related("organisation")
    members = [row for row in rows if not (row.organisation_id and row.organisation.pes_id == service_id)]
    by_body: dict[int, list[Contact]] = defaultdict(list)
    bodies = [row.organisation_id for row in members if row.organisation_id]
    for contact in Contact.objects.current().exclude(email="").filter(organisation__in=bodies):
        by_body[contact.organisation_id].append(contact)
    found: dict[int, list[Partner]] = defaultdict(list)
    for row in members:
        found[row.partnership_id].append(Partner(row, by_body[row.organisation_id] if row.organisation_id else []))
    return found
