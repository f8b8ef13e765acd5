"""The standing links of a partner's contacts: given, opened, asked for again, ended."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Contact, Participation, Partnership
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.door import mails
from reviews.door.rules import end_of
from reviews.models import ContactLink
from reviews.rules.partner_words import ContactLinkEnd
from reviews.shared.services import LinkUnknown

from .people import partners_of

NOTED_EVERY = timedelta(minutes=10)  # opening is noted, not counted


def give_contact_link(*, participation: Participation, contact: Contact, at: datetime) -> str:
    """A further link beside those that work: the token, which is kept nowhere. Called inside the act that mails it."""
    token = new_token()
    ContactLink.objects.create(participation=participation, contact=contact, token_hash=hash_token(token), made_at=at)
    return token


def contact_link_of(token: str) -> ContactLink:
    """Whatever its state: the page says why it works no more. Raises LinkUnknown."""
    related = (
        "contact",
        "participation__organisation",
        "participation__partnership__service",
        "participation__partnership__office",
        "participation__partnership__manager",
    )
    found = ContactLink.objects.select_related(*related).filter(token_hash=hash_token(token)).first()
    if found is None:
        raise LinkUnknown
    return found


def why_ended(link: ContactLink, today: date) -> str:
    return end_of(
        made_on=timezone.localdate(link.made_at),
        is_withdrawn=link.withdrawn_at is not None,
        contact_left=link.contact.left_on,
        takes_part=link.participation.status,
        today=today,
    )


def note_opened(link: ContactLink, at: datetime | None = None) -> None:
    at = at or timezone.now()
    if link.opened_at is None or at - link.opened_at > NOTED_EVERY:
        link.opened_at = at
        link.save(update_fields=["opened_at"])


@one_act()
def send_link(*, participation: Participation, contact: Contact, by: Actor, at: datetime | None = None) -> None:
    """A mail with a link. Raises MoveRefused where the contact has left or has no address, or the partner has left."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    gone = end_of(
        made_on=today, is_withdrawn=False, contact_left=contact.left_on, takes_part=participation.status, today=today
    )
    if gone or not contact.email:
        raise MoveRefused("this contact is not written to")
    token = give_contact_link(participation=participation, contact=contact, at=at)
    mails.own_page(participation=participation, contact=contact, token=token, at=at)
    _write_down("contact_link.sent", participation, contact, by, at)


@one_act()
def ask_for_link(*, link: ContactLink, at: datetime | None = None) -> bool:
    """A link that is too old is followed by a new one to the address on record, once a day; False: it was already."""
    at = at or timezone.now()
    if why_ended(link, timezone.localdate(at)) != ContactLinkEnd.TOO_OLD or not link.contact.email:
        raise MoveRefused("only a link that is too old is followed by another one")
    if ContactLink.objects.filter(
        participation=link.participation, contact=link.contact, made_at__gt=at - timedelta(days=1)
    ).exists():
        return False
    token = give_contact_link(participation=link.participation, contact=link.contact, at=at)
    mails.own_page(participation=link.participation, contact=link.contact, token=token, at=at)
    by = Actor.link(link.contact.name, person=link.contact)
    _write_down("contact_link.asked_again", link.participation, link.contact, by, at)
    return True


@one_act()
def end_links(*, participation: Participation, contact: Contact, by: Actor, at: datetime | None = None) -> int:
    """All links of this contact to this partnership work no more. How many there were."""
    at = at or timezone.now()
    ended = ContactLink.objects.filter(participation=participation, contact=contact, withdrawn_at=None)
    count = ended.update(withdrawn_at=at)
    if count:
        _write_down("contact_link.ended", participation, contact, by, at)
    return count


@dataclass(frozen=True)
class ContactLine:
    """One contact of a partner, and its standing link: when it was sent last, and opened."""

    participation: Participation
    contact: Contact
    sent_at: datetime | None
    opened_at: datetime | None

    @property
    def party(self) -> str:
        return self.participation.name


def contacts_with_links(partnership: Partnership) -> tuple[list[ContactLine], list[Participation]]:
    """Every contact with an address of every partner, and the partners without one. Three queries."""
    partners = partners_of(partnership)
    links = ContactLink.objects.filter(participation__partnership=partnership, withdrawn_at=None).order_by()
    known = {
        (each["participation"], each["contact"]): each
        for each in links.values("participation", "contact").annotate(sent=Max("made_at"), opened=Max("opened_at"))
    }
    lines = []
    for partner in partners:
        for contact in partner.contacts:
            link = known.get((partner.participation.pk, contact.pk), {})
            lines.append(ContactLine(partner.participation, contact, link.get("sent"), link.get("opened")))
    return lines, [each.participation for each in partners if each.contact is None]


def _write_down(act: str, participation: Participation, contact: Contact, by: Actor, at: datetime) -> None:
    partnership = participation.partnership
    record(
        act=act, anchor=partnership, obj=participation, by=by, service=partnership.service, at=at,
        private={"to": Personal(contact.name, contact)},
    )  # fmt: skip


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """The mail with the link to the own page is to be sent again, and its link is gone."""
    participation = Participation.objects.select_related("partnership__service").get(pk=mail.key_part(1))
    contact = Contact.objects.get(pk=mail.key_part(2))
    end_links(participation=participation, contact=contact, by=by, at=at)
    send_link(participation=participation, contact=contact, by=by, at=at)
