"""Whom an ending is told to: of each party those who sign for it, else who can decide there (R9, N3)."""

from dataclasses import dataclass

from partnerships.minor_changes.services.parties import bound_parties, people_to_tell
from partnerships.models import Agreement, Contact, Participation, Partnership


@dataclass(frozen=True)
class Recipient:
    """A person of a party who has an e-mail address."""

    contact: Contact
    participation: Participation


def parties_of(partnership: Partnership, agreement: Agreement | None) -> list[Participation]:
    """The parties of the text that governs, else the members; each once."""
    if agreement is None:
        return list(partnership.participations.members().select_related("organisation"))
    return list({party.participation_id: party.participation for party in bound_parties(agreement)}.values())


def people_of(partnership: Partnership, agreement: Agreement | None) -> list[Recipient]:
    """Each person once, in the order of the parties."""
    parties = parties_of(partnership, agreement)
    found: dict[int, Recipient] = {}
    if agreement:
        for each in people_to_tell(agreement):
            found.setdefault(each.contact_id, Recipient(each.contact, each.party.participation))
    reached = {each.participation.pk for each in found.values()}
    others = {each.organisation_id: each for each in parties if each.pk not in reached and each.organisation_id}
    for contact in _deciders(list(others)):
        found.setdefault(contact.pk, Recipient(contact, others[contact.organisation_id]))
    return list(found.values())


def untold(parties: list[Participation], told: list[Recipient]) -> list[Participation]:
    """Parties of which nobody has an e-mail address here."""
    reached = {each.participation.pk for each in told}
    return [each for each in parties if each.pk not in reached]


def _deciders(organisations: list[int]) -> list[Contact]:
    """Of each organisation those who may decide or sign, else the first who can be written to."""
    rows = Contact.objects.current().filter(organisation__in=organisations).exclude(email="")
    by_place: dict[int, list[Contact]] = {}
    for contact in rows.order_by("organisation", "name", "pk"):
        by_place.setdefault(contact.organisation_id, []).append(contact)
    return [
        contact
        for people in by_place.values()
        for contact in ([each for each in people if each.may_decide or each.may_sign] or people[:1])
    ]
