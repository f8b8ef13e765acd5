"""Whom a mail about a commitment reaches, and with which key: a colleague has an account, a partner a link (G4, N3)."""

import datetime

from partnerships.access import managers_of, may_still_see
from partnerships.models import Contact, Participation
from partnerships.participants.rules.inviting import best_contact
from pes_partnerships.accounts.models import User
from reviews.commitments.mails import Reader
from reviews.door.services.links import give_contact_link
from reviews.door.services.people import partners_of
from reviews.models import Commitment


def readers_of(commitment: Commitment, at: datetime.datetime) -> list[Reader]:
    """The person named for it, else whom one writes to at its party; the managers where nobody else is reached."""
    owner, party = commitment.owner, commitment.participation
    if isinstance(owner, User) and owner.is_active and may_still_see(owner, commitment.partnership):
        return [Reader(owner)]
    contact = owner if isinstance(owner, Contact) and owner.email else None
    if contact is None and party and party.organisation_id and not commitment.is_own:
        contact = best_contact(Contact.objects.current().filter(organisation=party.organisation_id))
    if contact is not None:
        return [_by_link(party, contact, at)]
    return managers(commitment)


def managers(commitment: Commitment) -> list[Reader]:
    return [Reader(user) for user in managers_of(commitment.partnership)]


def acceptors_of(commitment: Commitment, at: datetime.datetime) -> list[Reader]:
    """Who is asked to look at what the service did: the lead partner, else the first partner that a mail reaches."""
    partners = [each for each in partners_of(commitment.partnership) if each.contact]
    lead = commitment.agreement.lead if commitment.agreement else None
    first = next((each for each in partners if lead and each.participation.pk == lead.participation_id), None)
    chosen = first or (partners[0] if partners else None)
    return [_by_link(chosen.participation, chosen.contact, at)] if chosen else []


def _by_link(party: Participation | None, contact: Contact, at: datetime.datetime) -> Reader:
    """Of a party of this partnership, with a link to its own page; a partner that is the service itself has none."""
    if party is None or party.organisation_id != contact.organisation_id:
        return Reader(contact)
    return Reader(contact, give_contact_link(participation=party, contact=contact, at=at))
