"""Who keeps a commitment where nobody chooses: the manager for the service, whom one would write to at a party (G4)."""

from collections import defaultdict
from collections.abc import Iterable

from partnerships.models import Contact
from partnerships.participants.rules.inviting import best_contact
from reviews.models import Commitment


def name_owners(commitments: Iterable[Commitment]) -> None:
    """Set on the rows, which the caller saves; one query."""
    rows = list(commitments)
    bodies = {row.participation.organisation_id for row in rows if row.participation}
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.current().filter(organisation__in=bodies - {None}):
        found[contact.organisation_id].append(contact)
    for row in rows:
        if row.is_own:
            row.user = row.partnership.manager
        elif row.participation:
            row.contact = best_contact(found[row.participation.organisation_id or 0])
