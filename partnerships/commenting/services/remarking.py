"""What partners and colleagues say of a draft: by a link without an account, or signed in (G3)."""

import datetime

from django.utils import timezone

from partnerships.commenting import mails
from partnerships.commenting.rules.closing import Closed, why_closed
from partnerships.commenting.rules.places import Place
from partnerships.drafting.services.recording import lock_draft
from partnerships.models import Agreement, CommentRequest, Remark
from partnerships.rules.vocabulary import CommentFinish, RemarkKind
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.links import hash_token
from pes_partnerships.lib.moves import MoveRefused


class LinkUnknown(Exception):
    """No request belongs to this link: never sent, mistyped, or replaced by a newer one."""


class CommentsClosed(Exception):
    """No comment is taken any more; `why` says the reason."""

    def __init__(self, why: Closed):
        super().__init__(why.code)
        self.why = why


class RemarksOpen(Exception):
    """“No objection”, while own remarks wait for an answer; `count`: how many."""

    def __init__(self, count: int):
        super().__init__(str(count))
        self.count = count


def request_of(token: str) -> CommentRequest:
    """Whatever its state: the page says why it takes no comments any more."""
    related = ("round__agreement__partnership__service", "round__agreement__partnership__office", "round__shared_by")
    found = CommentRequest.objects.select_related(*related).filter(token_hash=hash_token(token)).first()
    if found is None:
        raise LinkUnknown
    return found


def closed(request: CommentRequest, today: datetime.date | None = None) -> Closed | None:
    shared = request.round
    return why_closed(
        status=shared.agreement.status,
        closed_at=shared.closed_at,
        ends_on=shared.ends_on,
        today=today or timezone.localdate(),
    )


@one_act()
def note_opened(*, request: CommentRequest) -> None:
    """The first opening only; how far somebody read is nobody’s business."""
    CommentRequest.objects.filter(pk=request.pk, opened_at=None).update(opened_at=timezone.now())


def _fresh(request: CommentRequest) -> CommentRequest:
    """The request, with its draft locked: nothing is taken for a text that has gone out meanwhile."""
    try:
        agreement = lock_draft(request.round.agreement)
    except MoveRefused:
        agreement = Agreement.objects.get(pk=request.round.agreement_id)
    fresh = CommentRequest.objects.select_related("round").get(pk=request.pk)
    fresh.round.agreement = agreement
    if why := closed(fresh):
        raise CommentsClosed(why)
    return fresh


@one_act()
def make_remark(
    *, request: CommentRequest, place: Place, words: str, proposed: str = "", name: str = "", office: str = ""
) -> Remark:
    """A comment, or other words where `proposed` differs from what was shown. The same sent twice is kept once."""
    fresh = _fresh(request)
    if name and not fresh.reader_name:
        fresh.reader_name, fresh.reader_office = name, office
        fresh.save(update_fields=["reader_name", "reader_office"])
    values = _said(place, words, proposed)
    same = fresh.remarks.standing().filter(part=place.key, words=values["words"], proposed=values["proposed"])
    if again := same.first():
        return again
    remark = Remark(agreement=fresh.round.agreement, request=fresh, **values)
    return _keep(remark, Actor.link(fresh.who))


@one_act()
def make_colleague_remark(*, agreement: Agreement, user: User, place: Place, words: str, proposed: str = "") -> Remark:
    """Seen inside the service alone (G3)."""
    locked = lock_draft(agreement)
    return _keep(Remark(agreement=locked, user=user, **_said(place, words, proposed)), Actor.user(user))


def _said(place: Place, words: str, proposed: str) -> dict[str, str]:
    proposed = proposed.replace("\r\n", "\n").strip()
    is_other = bool(place.words) and bool(proposed) and proposed != place.words.strip()
    return {
        "part": place.key,
        "place": place.label,
        "kind": RemarkKind.PROPOSAL if is_other else RemarkKind.COMMENT,
        "words": words.replace("\r\n", "\n").strip(),
        "was": place.words if is_other else "",
        "proposed": proposed if is_other else "",
    }


def _keep(remark: Remark, by: Actor) -> Remark:
    remark.made_at = timezone.now()
    remark.full_clean()
    remark.save()
    after = {"part": remark.place, "remark_kind": remark.kind}
    private = {"words": remark.words or remark.proposed}
    _record("remark.made", remark, by, after=after, private=private)
    return remark


@one_act()
def withdraw_remark(*, remark: Remark, by: Actor) -> Remark:
    """Its author takes it back while it waits for an answer; the history keeps it."""
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    if not fresh.waits:
        raise MoveRefused("it has been answered")
    fresh.withdrawn_at = timezone.now()
    fresh.save(update_fields=["withdrawn_at"])
    _record("remark.withdrawn", fresh, by, after={"part": fresh.place})
    return fresh


@one_act()
def finish(*, request: CommentRequest, outcome: str, name: str, office: str, words: str = "") -> CommentRequest:
    """How a partner ends its reading. None of the outcomes is a signature."""
    fresh = _fresh(request)
    waiting = fresh.remarks.waiting().count()
    if outcome == CommentFinish.NO_OBJECTION and waiting:
        raise RemarksOpen(waiting)
    fresh.finish, fresh.finished_at = outcome, timezone.now()
    fresh.reader_name, fresh.reader_office, fresh.last_word = name, office, words
    fresh.save(update_fields=["finish", "finished_at", "reader_name", "reader_office", "last_word"])
    agreement = fresh.round.agreement
    record(
        act="draft.comments_finished",
        anchor=agreement.partnership,
        obj=agreement,
        by=Actor.link(name),
        service=agreement.partnership.service,
        after={"party": fresh.party_name, "finish": outcome},
    )
    mails.comments_finished(request=fresh)
    return fresh


def _record(act: str, remark: Remark, by: Actor, **values: object) -> None:
    partnership = remark.agreement.partnership
    record(act=act, anchor=partnership, obj=remark, by=by, service=partnership.service, **values)
