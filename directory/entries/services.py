"""Whether a named person still agrees to be shown (D3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_scopes import scopes_disabled

from directory.models import ContactConsent, Entry
from directory.projection.services import label_of
from partnerships.models import Participation, Partnership
from partnerships.rules.lifecycle import ParticipationStatus


def still_agrees(partnership_id: int, public: Mapping[str, Any]) -> bool:
    """Asked of the recorded consent and of the contact's own row, whoever reads. True where nobody is named.

    Without a scope, because visitors have none: only a yes or no about a public address comes out.
    """
    if not public.get("contact_email"):
        return True
    with scopes_disabled():
        members = Participation.objects.filter(partnership=partnership_id, status=ParticipationStatus.MEMBER)
        return (
            ContactConsent.objects.valid(timezone.localdate())
            .filter(
                partnership=partnership_id,
                contact__organisation__in=members.values("organisation"),
                contact__may_be_shown=True,
                name=public.get("contact_name", ""),
                email=public["contact_email"],
            )
            .exists()
        )


def entry_of(partnership: Partnership) -> Entry | None:
    """The public page that is maintained from the partnership."""
    return Entry.objects.published().filter(partnership=partnership).first()


@dataclass(frozen=True)
class Revised:
    """What became different on a day; the values of then stay in the rows, for they may have been taken out since."""

    day: datetime
    labels: list[str]


def revisions_of(entry: Entry) -> list[Revised]:
    """The latest first; the first publication changed nothing."""
    rows = entry.revisions.values_list("published_at", "changed")
    return [Revised(day, [label_of(name) for name in changed]) for day, changed in rows if changed]


def public_contact(entry: Entry) -> tuple[str, str]:
    """Name and address as they may be shown now: consent that was taken back counts at once."""
    named = {"contact_name": entry.contact_name, "contact_email": entry.contact_email}
    if entry.partnership_id and not still_agrees(entry.partnership_id, named):
        return "", ""
    return entry.contact_name, entry.contact_email
