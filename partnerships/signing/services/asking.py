"""Asking one signatory by a mailed link: at first, and again (S1, S2)."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from partnerships.agreements.services.changes import ToldChanges, told_changes
from partnerships.models import Agreement, Signatory, SigningRequest
from partnerships.rules.signing import LinkEnd
from partnerships.signing import mails
from partnerships.signing.rules.links import next_link
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail

from .turns import has_its_turn, step_now


def ask(
    signatory: Signatory,
    *,
    agreement: Agreement,
    by: Actor,
    at: datetime.datetime,
    ends_on: datetime.date | None = None,
    told: ToldChanges | None = None,
    named_by: str = "",
    is_reminder: bool = False,
) -> SigningRequest:
    """A link for one signatory, open until `ends_on`, else until the day that the text names for all.

    `told` is what the text changes, for whoever signed the version before it; `named_by` the person who was asked
    first and named this one.
    """
    token = new_token()
    request = new_request(signatory, agreement=agreement, token=token, at=at, ends_on=ends_on)
    mails.signature_requested(request=request, token=token, told=told, named_by=named_by, is_reminder=is_reminder)
    record(
        act="signature.reminded" if is_reminder else "signature.requested",
        anchor=agreement.partnership,
        obj=signatory.party,
        by=by,
        service=agreement.partnership.service,
        after={"party": signatory.party.name},
        private={"signatory": signatory.contact.name},
        at=at,
    )
    return request


def new_request(
    signatory: Signatory,
    *,
    agreement: Agreement,
    token: str,
    at: datetime.datetime,
    ends_on: datetime.date | None = None,
    **more: Any,
) -> SigningRequest:
    """What is behind a link to sign, by mail or by a letter; `more` is what only a letter has."""
    contact, last_day = signatory.contact, ends_on or agreement.signing_ends_on
    return SigningRequest.objects.create(
        agreement=agreement,
        party=signatory.party,
        signatory=signatory,
        token_hash=hash_token(token),
        text_sha256=agreement.snapshot_sha256,
        name=contact.name,
        office_held=contact.office_held,
        email=contact.email,
        language=contact.language,
        mandate=contact.mandate,
        created_at=at,
        last_day=last_day,
        expires_at=agreement.partnership.service.end_of_day(last_day),
        **more,
    )


def ask_next(agreement: Agreement, *, by: Actor, at: datetime.datetime, begins: bool = False) -> list[SigningRequest]:
    """The parties whose turn begins in the (locked) text: when it goes out, and when an earlier step is complete.

    Who has no address is asked by a letter, or signs on paper.
    """
    step = step_now(agreement)
    rows = Signatory.objects.filter(party__agreement=agreement, party__must_sign=True, contact__left_on=None)
    if step is not None:
        rows = rows.filter(party__signing_step=step)
    asked = agreement.signing_requests.filter(created_at__gte=agreement.frozen_at, signatory__in=rows.order_by())
    if not begins and asked.exists():
        return []  # their turn began before
    rows = rows.exclude(contact__email="").order_by("party__order", "party", "order", "pk")
    found = list(rows.select_related("contact", "party__participation__organisation"))
    told = told_changes(agreement) if found else None
    return [
        ask(row, agreement=agreement, by=by, at=at, ends_on=last_day_now(row, agreement, at), told=told)
        for row in found
    ]


def may_be_asked(signatory: Signatory, agreement: Agreement) -> bool:
    """The text takes signatures, this one is missing, and the turn of its party has come."""
    return agreement.takes_signatures and not has_signed(signatory) and has_its_turn(signatory, agreement)


class TooSoon(MoveRefused):
    """Two links went to this address within a day: the next one can be sent `since`."""

    def __init__(self, since: datetime.datetime):
        super().__init__("asked twice within a day")
        self.since = since


@one_act()
def ask_again(*, signatory: Signatory, by: Actor, at: datetime.datetime | None = None) -> SigningRequest:
    """A new link for a signatory who has not signed; the link before it stops working.

    One may follow the first at once, each further one only after a day; not so where the address was corrected.
    """
    at = at or timezone.now()
    rows = Agreement.objects.locked()
    locked = rows.get(pk=signatory.party.agreement_id)
    if not may_be_asked(signatory, locked):
        raise MoveRefused("this signatory cannot be asked now")
    earlier = list(signatory.signing_requests.order_by("pk"))
    if since := next_link_from(earlier, signatory.contact.email, at):
        raise TooSoon(since)
    signatory.signing_requests.close(LinkEnd.NEWER, at)
    ends_on = last_day_now(signatory, locked, at)
    asked = ask(signatory, agreement=locked, by=by, at=at, ends_on=ends_on, told=told_changes(locked))
    if earlier and earlier[-1].reaches_another(asked.email):
        mails.link_ended(request=earlier[-1], newer=asked)
    return asked


def last_day_now(signatory: Signatory, agreement: Agreement, at: datetime.datetime) -> datetime.date:
    """The agreed day of the (locked) text; once it has come, the time is opened again, for a new member its own."""
    last_day = last_day_for(signatory, agreement, at)
    if not signatory.party.joined_later and agreement.signing_ends_on != last_day:
        agreement.signing_ends_on = last_day
        agreement.save(update_fields=["signing_ends_on", "edited_at"])
    return last_day


def last_day_for(signatory: Signatory, agreement: Agreement, at: datetime.datetime) -> datetime.date:
    """The agreed day while it lies ahead; else, and for a new member, the usual time from now on."""
    today = agreement.partnership.service.day_of(at)
    agreed = None if signatory.party.joined_later else agreement.signing_ends_on
    return agreed if agreed and agreed > today else today + datetime.timedelta(days=settings.SIGNING_LINK_DAYS)


def next_link_from(requests: list[SigningRequest], email: str, at: datetime.datetime) -> datetime.datetime | None:
    """When a link by hand may go to this address again; None: at once. `requests`: the signatory's, oldest first."""
    if not requests or requests[-1].closed_at or requests[-1].expires_at <= at:
        return None
    mailed = [each for each in requests if not each.is_letter and each.email.casefold() == email.casefold()]
    pause = datetime.timedelta(hours=settings.SIGNING_REMINDER_HOURS)
    return next_link([each.created_at for each in mailed], at, pause)


def has_signed(signatory: Signatory) -> bool:
    return signatory.signatures.given().exists()


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime.datetime) -> None:
    """The mail with the request is to be sent again, and its link is gone.

    MoveRefused where something else went out since: a newer link, a letter, a link to another person or address.
    """
    rows = SigningRequest.objects.select_related("signatory__party", "signatory__contact")
    request = rows.filter(pk=mail.key_part(1)).exclude(signatory=None).first()
    if request is None or request.signatory.signing_requests.filter(pk__gt=request.pk).exists():
        raise MoveRefused("this link was followed by another, or its text names others now")
    if request.signatory.contact.email.casefold() != request.email.casefold():
        raise MoveRefused("this address is no longer the one on record")
    ask_again(signatory=request.signatory, by=by, at=at)
