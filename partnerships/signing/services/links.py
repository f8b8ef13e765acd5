"""What a link to sign has come to, and a new one for who asks for it (S2)."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from partnerships.agreements.services.changes import told_changes
from partnerships.models import Agreement, Signature, SigningRequest
from partnerships.rules.signing import LinkEnd
from partnerships.signing.rules.links import ASK_AGAIN, LinkFacts, LinkState, link_state, next_link
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.links import hash_token

from .asking import ask, last_day_for


class LinkUnknown(Exception):
    """No link has this token: nothing is known, so nothing is said."""


@dataclass(frozen=True)
class LinkNow:
    """A link as it is at one moment: the answer that it led to, and the link that followed it."""

    request: SigningRequest
    state: LinkState
    answer: Signature | None = None
    newer: SigningRequest | None = None
    may_ask_again: bool = False


def link_behind(token: str) -> SigningRequest:
    found = (
        SigningRequest.objects.filter(token_hash=hash_token(token))
        .select_related("agreement__partnership__service", "party__participation__organisation", "signatory__contact")
        .first()
    )
    if found is None:
        raise LinkUnknown
    return found


def link_now(request: SigningRequest, now: datetime.datetime | None = None) -> LinkNow:
    now = now or timezone.now()
    place = request.signatory
    standing = _standing(request) if place else None
    agreement = request.agreement
    # after a recall the draft may hold another text: the link was for the earlier one
    takes = agreement.takes_signatures and agreement.snapshot_sha256 == request.text_sha256
    own = _own_answer(request)
    facts = LinkFacts(
        request.closed_as,
        standing.method if standing else "",
        takes,
        request.expires_at,
        set_aside=own is not None and own.was_set_aside and own.withdrawn_at is None,
    )
    state = link_state(facts, now)
    newer = _newer(request) if place else None
    asks = state in ASK_AGAIN and takes and newer is None and _is_reached(request) and not _waits(request, now)
    answer = standing if state in (LinkState.PAPER, LinkState.COPY, LinkState.OTHERWISE) else own or standing
    return LinkNow(request, state, answer, newer, asks)


def _standing(request: SigningRequest) -> Signature | None:
    """The signature of this text that was given for the place and not set aside."""
    return request.signatory.signatures.given().filter(text_sha256=request.text_sha256).first()


def _own_answer(request: SigningRequest) -> Signature | None:
    """What was answered with this very link."""
    if request.closed_as not in (LinkEnd.SIGNED, LinkEnd.DECLINED):
        return None
    rows = Signature.objects.filter(agreement=request.agreement_id, party=request.party_id, kind=request.closed_as)
    rows = rows.filter(method__in=Signature.BY_LINK)
    return rows.filter(at=request.closed_at, text_sha256=request.text_sha256).last()


def _newer(request: SigningRequest) -> SigningRequest | None:
    """The link that followed and is open: a second click sends none beside it."""
    return request.signatory.signing_requests.filter(pk__gt=request.pk, closed_at=None).last()


def _is_reached(request: SigningRequest) -> bool:
    """A new link goes to the address of the first one or nowhere: not where another person or address is named."""
    contact = request.signatory.contact
    is_there = request.email != "" and contact.left_on is None
    return is_there and contact.email.casefold() == request.email.casefold()


def _waits(request: SigningRequest, now: datetime.datetime) -> bool:
    """Each answer to a link is told to all parties, so that nobody can answer again and again."""
    sent = request.signatory.signing_requests.order_by("created_at").values_list("created_at", flat=True)
    return next_link(list(sent), now, datetime.timedelta(hours=settings.SIGNING_REMINDER_HOURS)) is not None


@one_act()
def send_again(*, request: SigningRequest, at: datetime.datetime | None = None) -> SigningRequest | None:
    """Who holds an ended link gets a new one at the same address; None where it went already, or may not go."""
    at = at or timezone.now()
    rows = Agreement.objects.locked()
    locked = rows.get(pk=request.agreement_id)
    fresh = SigningRequest.objects.select_related("agreement", "signatory__contact", "party").get(pk=request.pk)
    if not link_now(fresh, at).may_ask_again:
        return None
    if fresh.closed_at is None:
        SigningRequest.objects.filter(pk=fresh.pk).close(LinkEnd.NEWER, at)
    signatory = fresh.signatory
    signatory.party.agreement = locked
    last_day = last_day_for(signatory, locked, at)  # for this link alone: the others keep the agreed day
    by = Actor.link(fresh.name, person=signatory.contact)
    return ask(signatory, agreement=locked, by=by, at=at, ends_on=last_day, told=told_changes(locked))
