"""Contact persons are asked by mail whether the directory may name them, and answer by its link (D3, D4)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from directory.consenting import mails
from directory.consenting.rules import last_day
from directory.models import ContactConsent
from directory.rules.vocabulary import ConsentAnswer
from partnerships.models import Contact, Participation, Partnership
from partnerships.rules.lifecycle import ParticipationStatus
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.shared.services import LinkUnknown

ASK_AGAIN = timedelta(days=14)


@dataclass(frozen=True)
class Person:
    """A contact of a member, and the request that counts: the one agreed to, else the latest."""

    contact: Contact
    consent: ContactConsent | None
    is_valid: bool
    may_be_asked: bool


def people_of(partnership: Partnership, now: datetime) -> list[Person]:
    """Everybody at its members who is still there; needs the scope of its service. Three queries."""
    contacts = Contact.objects.current().filter(organisation__in=_members(partnership)).select_related("organisation")
    rows = list(ContactConsent.objects.filter(partnership=partnership).order_by("asked_at", "pk"))
    valid = set(valid_contacts(partnership, now))
    latest = {row.contact_id: row for row in rows} | {row.contact_id: row for row in rows if _counts(row)}
    return [
        Person(
            contact=each,
            consent=latest.get(each.pk),
            is_valid=each.pk in valid,
            may_be_asked=each.pk not in valid and _may_be_asked(each, latest.get(each.pk), now),
        )
        for each in contacts.order_by("organisation__name", "name", "pk")
    ]


def valid_contacts(partnership: Partnership, now: datetime) -> list[int]:
    """The keys of those who agree today to be named as they are called and written to today."""
    rows = ContactConsent.objects.valid(timezone.localdate(now)).filter(partnership=partnership)
    return list(rows.filter(contact__may_be_shown=True).values_list("contact", flat=True))


@one_act()
def ask_contact(*, partnership: Partnership, contact: Contact, by: Actor, at: datetime | None = None) -> str:
    """A mail with a link; out comes its token, which is kept nowhere.

    MoveRefused: the person is no current contact of a member, has no address, was asked lately, or has declined.
    """
    at = at or timezone.now()
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    people = {each.contact.pk: each for each in people_of(partnership, at)}
    if contact.pk not in people or not people[contact.pk].may_be_asked:
        raise MoveRefused("this person is not asked now")
    token = new_token()
    consent = ContactConsent.objects.create(
        partnership=partnership,
        contact=contact,
        name=contact.name,
        email=contact.email,
        organisation=contact.organisation.name,
        language=contact.language,
        token_hash=hash_token(token),
        asked_by=by.account,
        asked_at=at,
        ends_on=last_day(timezone.localdate(at)),
    )
    mails.contact_asked(consent=consent, token=token)
    _record("entry_contact.asked", consent, by, at)
    return token


def consent_of(token: str) -> ContactConsent:
    """Whatever its state. Raises LinkUnknown."""
    related = ("contact__organisation", "partnership__service", "partnership__office", "partnership__manager")
    found = ContactConsent.objects.select_related(*related).filter(token_hash=hash_token(token)).first()
    if found is None:
        raise LinkUnknown
    return found


def can_be_answered(consent: ContactConsent, now: datetime) -> bool:
    """Whether a yes would name the person: they are there, called and written to as they were asked."""
    contact = consent.contact
    return (
        contact.left_on is None
        and (contact.name, contact.email) == (consent.name, consent.email)
        and consent.ends_on >= timezone.localdate(now)
        and contact.organisation_id in set(_members(consent.partnership))
    )


@one_act()
def answer(
    *, consent: ContactConsent, agrees: bool, words: Sequence[str], at: datetime | None = None
) -> ContactConsent:
    """Yes or no, with the words that were read. MoveRefused: a yes would name nobody any more."""
    at = at or timezone.now()
    consent = _locked(consent)
    if agrees and not can_be_answered(consent, at):
        raise MoveRefused("the person is no contact of a member any more")
    consent.answer = ConsentAnswer.YES if agrees else ConsentAnswer.NO
    consent.answered_at, consent.taken_back_at = at, None
    consent.text = "\n".join(words)
    consent.save(update_fields=["answer", "answered_at", "taken_back_at", "text"])
    if agrees:
        Contact.objects.filter(pk=consent.contact_id).update(may_be_shown=True)
    else:
        _hide(consent)
    _record("entry_contact.agreed" if agrees else "entry_contact.declined", consent, _who(consent), at)
    return consent


@one_act()
def take_back(*, consent: ContactConsent, at: datetime | None = None) -> int:
    """By any of the links that the person got about this partnership; how many consents ended. The entry shows
    nobody from this moment on."""
    at = at or timezone.now()
    consent = _locked(consent)
    given = ContactConsent.objects.given().filter(partnership=consent.partnership_id, contact=consent.contact_id)
    ended = given.update(taken_back_at=at)
    if ended:
        _hide(consent)
        _record("entry_contact.taken_back", consent, _who(consent), at)
    return ended


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """The mail with the link is to be sent again, and its link is gone: another request takes its place."""
    lost = ContactConsent.objects.select_related("partnership__service", "contact__organisation").get(
        pk=mail.key_part(1)
    )
    if lost.answer or lost.contact.left_on or lost.contact.email.casefold() != lost.email.casefold():
        raise MoveRefused("it was answered, or its person has left or has another address")
    token = new_token()
    lost.token_hash = hash_token(token)
    lost.save(update_fields=["token_hash"])
    mails.contact_asked(consent=lost, token=token, again=at)
    _record("entry_contact.asked", lost, by, at)


def _hide(consent: ContactConsent) -> None:
    """Unless they agreed for another partnership, the contact is marked as nobody to show."""
    others = (
        ContactConsent.objects.given().filter(contact=consent.contact_id).exclude(partnership=consent.partnership_id)
    )
    if not others.exists():
        Contact.objects.filter(pk=consent.contact_id).update(may_be_shown=False)


def _members(partnership: Partnership) -> list[int]:
    rows = Participation.objects.filter(partnership=partnership, status=ParticipationStatus.MEMBER)
    return [key for key in rows.values_list("organisation", flat=True) if key]


def _counts(row: ContactConsent) -> bool:
    return row.answer == ConsentAnswer.YES and row.taken_back_at is None


def _may_be_asked(contact: Contact, last: ContactConsent | None, now: datetime) -> bool:
    """A no, or a consent that was taken back, stays until the person changes it by their own link."""
    if not contact.email:
        return False
    if last is None or _counts(last):  # what counted once and does no longer: another name, address or last day
        return True
    return not last.answer and last.asked_at < now - ASK_AGAIN


def _locked(consent: ContactConsent) -> ContactConsent:
    rows = ContactConsent.objects.select_for_update(of=("self",))
    return rows.select_related("partnership__service", "contact__organisation").get(pk=consent.pk)


def _who(consent: ContactConsent) -> Actor:
    return Actor.link(consent.name, person=consent.contact)


def _record(act: str, consent: ContactConsent, by: Actor, at: datetime) -> None:
    """The words that were agreed to are personal: the chain holds their fingerprint, which stays when they go."""
    said = hashlib.sha256(consent.text.encode()).hexdigest() if consent.text else ""
    private = {"to": Personal(consent.name, consent.contact)}
    if consent.text:
        private["words"] = Personal(consent.text, consent.contact)
    record(
        act=act,
        anchor=consent.partnership,
        obj=consent,
        by=by,
        service=consent.partnership.service,
        after={"ends_on": consent.ends_on} | ({"words_sha256": said} if said else {}),
        private=private,
        at=at,
    )
