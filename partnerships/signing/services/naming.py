"""Another signatory while a text is out: the link before it ends, and everything that was given stays (S2)."""

import datetime

from django.utils import timezone

from partnerships.agreements.services.changes import told_changes
from partnerships.models import Agreement, Contact, Signatory, SigningRequest
from partnerships.registry.services.organisations import add_contact
from partnerships.rules.signing import LinkEnd
from partnerships.signing import mails
from partnerships.signing.rules.naming import is_of_the_same
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .asking import ask, last_day_now, may_be_asked
from .signing import LinkUnusable


class NotOfTheOrganisation(Exception):
    """The address says nothing of the organisation: only the manager can name such a person."""


class AlreadyNamed(MoveRefused):
    """This person already signs for the party."""


def people_to_name(signatory: Signatory) -> list[Contact]:
    """Who else of the organisation can be asked by mail."""
    organisation = signatory.party.participation.organisation_id
    rows = Contact.objects.current().exclude(email="").filter(organisation=organisation)
    return list(rows.exclude(signs_for__party=signatory.party_id).order_by("-may_sign", "name", "pk"))


@one_act()
def name_other(
    *, signatory: Signatory, contact: Contact, by: Actor, at: datetime.datetime | None = None
) -> SigningRequest:
    """The manager names who signs instead; the person before is told, and the new one is asked."""
    at = at or timezone.now()
    locked = _lock(signatory.party.agreement_id)
    return _replace(signatory, locked, contact, by=by, at=at)


@one_act()
def hand_over(
    *,
    request: SigningRequest,
    name: str,
    office_held: str,
    mandate: str,
    email: str,
    at: datetime.datetime | None = None,
) -> SigningRequest:
    """The person asked names another of the same organisation; the manager learns of it."""
    at = at or timezone.now()
    locked = _lock(request.agreement_id)
    usable = SigningRequest.objects.usable(at).select_related(
        "signatory__contact", "party__participation__organisation"
    )
    fresh = usable.filter(pk=request.pk).first()
    if fresh is None:
        raise LinkUnusable
    organisation, by = fresh.party.participation.organisation, Actor.link(fresh.name, person=fresh.signatory.contact)
    people = list(Contact.objects.current().filter(organisation=organisation).exclude(email=""))
    if not is_of_the_same(email, fresh.email, [each.email for each in people]):
        raise NotOfTheOrganisation
    contact = next((each for each in people if each.email.casefold() == email.casefold()), None)
    contact = contact or add_contact(
        organisation=organisation,
        by=by,
        name=name,
        office_held=office_held,
        mandate=mandate,
        email=email,
        language=fresh.language,
        may_sign=True,
    )
    asked = _replace(fresh.signatory, locked, contact, by=by, at=at, named_by=fresh.name)
    mails.signatory_named(agreement=locked, request=asked, named_by=fresh.name)
    return asked


def _lock(agreement: int) -> Agreement:
    return Agreement.objects.locked().get(pk=agreement)


def _replace(
    signatory: Signatory,
    agreement: Agreement,
    contact: Contact,
    *,
    by: Actor,
    at: datetime.datetime,
    named_by: str = "",
) -> SigningRequest:
    fresh = Signatory.objects.select_related("contact", "party__participation__organisation").get(pk=signatory.pk)
    party = fresh.party
    if not may_be_asked(fresh, agreement) or not contact.email:
        raise MoveRefused("nobody else can be asked now")
    if contact.organisation_id != party.participation.organisation_id:
        raise MoveRefused("another organisation's contact")
    if party.signatories.filter(contact=contact).exists():
        raise AlreadyNamed("this person signs for the party already")
    earlier, before = fresh.signing_requests.order_by("pk").last(), fresh.contact
    fresh.signing_requests.close(LinkEnd.OTHER_PERSON, at)
    fresh.contact = contact
    fresh.full_clean()
    fresh.save(update_fields=["contact"])
    record(
        act="signatory.replaced",
        anchor=agreement.partnership,
        obj=party,
        by=by,
        service=agreement.partnership.service,
        after={"party": party.name},
        private={"signed_before": Personal(before.name, before), "signatory": Personal(contact.name, contact)},
        at=at,
    )
    ends_on = last_day_now(fresh, agreement, at)
    told = told_changes(agreement)
    asked = ask(fresh, agreement=agreement, by=by, at=at, ends_on=ends_on, told=told, named_by=named_by)
    if earlier and earlier.can_be_told:
        mails.link_ended(request=earlier, newer=asked, named_by=named_by)
    return asked
