"""Sharing a draft for comment: a stated state of it, one link for each person who is asked (G3)."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from partnerships.commenting import mails
from partnerships.drafting.rules.freezing import canonical, fingerprint
from partnerships.drafting.services.recording import lock_draft
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, CommentRequest, CommentRound, Contact, Party
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail

Asked = Iterable[tuple[Party, Contact]]


@one_act()
def share_draft(
    *,
    agreement: Agreement,
    asked: Asked,
    user: User,
    ends_on: datetime.date,
    message: str = "",
    hides_others: bool = False,
    at: datetime.datetime | None = None,
) -> CommentRound:
    """A new round: the draft as it stands now is kept, and each person gets a link. An open round is closed first."""
    at, by = at or timezone.now(), Actor.user(user)
    locked = lock_draft(agreement)
    for earlier in locked.comment_rounds.filter(closed_at=None):
        close_round(comment_round=earlier, by=by, at=at)
    snapshot = canonical(agreement_text(locked))
    shared = CommentRound.objects.create(
        agreement=locked,
        number=locked.comment_rounds.count() + 1,
        snapshot=snapshot,
        snapshot_sha256=fingerprint(snapshot),
        message=message,
        ends_on=ends_on,
        hides_others=hides_others,
        shared_at=at,
        shared_by=user,
    )
    _record("draft.shared", locked, by, at, after={"sha256": shared.snapshot_sha256, "ends_on": ends_on})
    for party, contact in asked:
        _ask(shared, party, contact, by, at)
    return shared


def _ask(shared: CommentRound, party: Party, contact: Contact, by: Actor, at: datetime.datetime) -> CommentRequest:
    token = new_token()
    request = CommentRequest.objects.create(
        round=shared,
        party=party,
        party_name=party.name,
        contact=contact,
        name=contact.name,
        email=contact.email,
        language=contact.language,
        token_hash=hash_token(token),
        sent_at=at,
    )
    mails.comments_requested(request=request, token=token)
    private = {"to": Personal(contact.name, contact)}
    _record("draft.comments_asked", shared.agreement, by, at, after={"party": party.name}, private=private)
    return request


@one_act()
def remind(*, request: CommentRequest, by: Actor) -> CommentRequest:
    """A new link to who has not answered yet; the link before it stops working."""
    at = timezone.now()
    shared = _lock(request.round)
    fresh = CommentRequest.objects.get(pk=request.pk)
    if fresh.finished_at:
        raise MoveRefused("this partner has answered")
    token = new_token()
    fresh.token_hash, fresh.reminded_at = hash_token(token), at
    fresh.save(update_fields=["token_hash", "reminded_at"])
    mails.comments_requested(request=fresh, token=token, reminder=at)
    _record("draft.comments_asked", shared.agreement, by, at, after={"party": fresh.party_name})
    return fresh


@one_act()
def extend_round(*, comment_round: CommentRound, ends_on: datetime.date, by: Actor) -> CommentRound:
    """More time; those who have not finished are told the new day."""
    at = timezone.now()
    locked = _lock(comment_round)
    before, locked.ends_on = locked.ends_on, ends_on
    locked.save(update_fields=["ends_on"])
    _record("draft.comments_extended", locked.agreement, by, at, before={"ends_on": before}, after={"ends_on": ends_on})
    for request in locked.requests.filter(finished_at=None):
        mails.comments_extended(request=request, at=at)
    return locked


@one_act()
def close_round(*, comment_round: CommentRound, by: Actor, at: datetime.datetime | None = None) -> CommentRound:
    """No more comments are taken; what was sent stays, and can still be answered."""
    at = at or timezone.now()
    locked = CommentRound.objects.select_for_update().get(pk=comment_round.pk)
    if locked.closed_at is None:
        locked.closed_at = at
        locked.save(update_fields=["closed_at"])
        _record("draft.comments_closed", locked.agreement, by, at)
    return locked


def _lock(comment_round: CommentRound) -> CommentRound:
    """An open round of a text that is still a draft; MoveRefused for any other."""
    locked = CommentRound.objects.select_for_update().get(pk=comment_round.pk)
    locked.agreement = lock_draft(locked.agreement)
    if locked.closed_at is not None:
        raise MoveRefused("the comments have been closed")
    return locked


def _record(act: str, agreement: Agreement, by: Actor, at: datetime.datetime, **values: object) -> None:
    partnership = agreement.partnership
    record(act=act, anchor=partnership, obj=agreement, by=by, service=partnership.service, at=at, **values)


def renew_link(mail: OutboxMail, *, by: Actor, at: datetime.datetime) -> None:
    """The mail with the link is to be sent again, and its link is gone."""
    remind(request=CommentRequest.objects.select_related("round").get(pk=mail.key_part(1)), by=by)
