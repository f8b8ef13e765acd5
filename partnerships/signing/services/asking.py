"""Asking one signatory by a mailed link: at first, and again (S1, S2)."""

import datetime

from django.conf import settings
from django.utils import timezone

from partnerships.agreements.services.changes import ToldChanges, told_changes
from partnerships.models import Agreement, Signatory, Signature, SigningRequest
from partnerships.rules.signing import LinkEnd
from partnerships.signing import mails
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused


def ask(
    signatory: Signatory,
    *,
    agreement: Agreement,
    by: Actor,
    at: datetime.datetime,
    ends_on: datetime.date | None = None,
    told: ToldChanges | None = None,
) -> SigningRequest:
    """A link for one signatory, open until `ends_on`, else until the day that the text names for all.

    `told` is what the text changes, for whoever signed the version before it.
    """
    party, contact = signatory.party, signatory.contact
    token = new_token()
    last_day = ends_on or agreement.signing_ends_on
    request = SigningRequest.objects.create(
        agreement=agreement,
        party=party,
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
        expires_at=timezone.make_aware(datetime.datetime.combine(last_day, datetime.time.max)),
    )
    mails.signature_requested(request=request, token=token, told=told)
    record(
        act="signature.requested",
        anchor=agreement.partnership,
        obj=party,
        by=by,
        service=agreement.partnership.service,
        after={"party": party.name},
        private={"signatory": contact.name},
        at=at,
    )
    return request


@one_act()
def ask_again(*, signatory: Signatory, by: Actor, at: datetime.datetime | None = None) -> SigningRequest:
    """A new link for a signatory who has not signed; the link before it stops working."""
    at = at or timezone.now()
    rows = Agreement.objects.select_for_update().select_related("partnership__service")
    locked = rows.get(pk=signatory.party.agreement_id)
    if not locked.takes_signatures or has_signed(signatory):
        raise MoveRefused("this signatory cannot be asked now")
    signatory.signing_requests.close(LinkEnd.NEWER, at)
    today, usual = timezone.localdate(at), datetime.timedelta(days=settings.SIGNING_LINK_DAYS)
    if signatory.party.joined_later:
        return ask(signatory, agreement=locked, by=by, at=at, ends_on=today + usual, told=told_changes(locked))
    if locked.signing_ends_on <= today:
        locked.signing_ends_on = today + usual
        locked.save(update_fields=["signing_ends_on", "edited_at"])
    return ask(signatory, agreement=locked, by=by, at=at, told=told_changes(locked))


def has_signed(signatory: Signatory) -> bool:
    return signatory.signatures.filter(kind=Signature.Kind.SIGNED, withdrawn_at=None).exists()
