"""A partner without an address is told in the end: by mail once it has one, or in another way (R3, R7)."""

from datetime import date, datetime

from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.people import Partner, partners_of
from reviews.door.services.untold import end_untold, locked_untold
from reviews.meetings.services.noting import send_late
from reviews.models import Untold
from reviews.partners.services.outcome import tell_late


def partner_of(untold: Untold) -> Partner | None:
    """As it can be reached now; None where it has left."""
    partners = partners_of(untold.participation.partnership)
    return next((each for each in partners if each.participation.pk == untold.participation_id), None)


@one_act()
def tell_by_mail(*, untold: Untold, by: Actor, at: datetime | None = None) -> Untold:
    """Raises MoveRefused where it was told before, or has no address."""
    at = at or timezone.now()
    fresh = locked_untold(untold)
    partner = partner_of(fresh)
    if partner is None or partner.contact is None:
        raise MoveRefused("it has no address")
    if fresh.review:
        reader = tell_late(review=fresh.review, partner=partner)
        email = reader.email if reader else partner.contact.email
    else:
        send_late(note=fresh.note, participation=partner.participation, contact=partner.contact)
        email = partner.contact.email
    end_untold(fresh, day=timezone.localdate(at), by=by, at=at, email=email)
    return fresh


@one_act()
def mark_told(*, untold: Untold, told_on: date, how: str, by: Actor, at: datetime | None = None) -> Untold:
    """By telephone, by post, in a talk. Raises MoveRefused where it was told before."""
    fresh = locked_untold(untold)
    end_untold(fresh, day=told_on, by=by, at=at or timezone.now(), how=how)
    return fresh
