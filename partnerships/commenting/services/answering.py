"""What becomes of a remark: its words are taken, or not, and its author is told (G3)."""

from django.utils import timezone

from partnerships.commenting import mails
from partnerships.commenting.rules.places import section_of
from partnerships.commenting.rules.replacing import with_words
from partnerships.drafting.services.writing import lock_draft, save_section
from partnerships.models import Agreement, CommentRound, Remark
from partnerships.rules.vocabulary import RemarkAnswer
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .sharing import close_round


@one_act()
def answer_remark(*, remark: Remark, user: User, answer: str, words: str = "") -> Remark:
    """`taken` puts the proposed words into the draft; WordsChanged where those it is about stand there no more."""
    by, at = Actor.user(user), timezone.now()
    agreement = lock_draft(remark.agreement)
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    if not fresh.waits:
        raise MoveRefused("it has been answered or withdrawn")
    if answer == RemarkAnswer.TAKEN:
        _take(fresh, agreement, by)
    fresh.answer, fresh.answer_words, fresh.answered_at, fresh.answered_by = answer, words, at, user
    fresh.full_clean()
    fresh.save()
    record(
        act="remark.answered",
        anchor=agreement.partnership,
        obj=fresh,
        by=by,
        service=agreement.partnership.service,
        after={"part": fresh.place, "remark_answer": answer},
        private={"words": words},
        at=at,
    )
    if fresh.request_id:
        mails.remark_answered(remark=fresh)
    return fresh


def _take(remark: Remark, agreement: Agreement, by: Actor) -> None:
    key = section_of(remark.part)
    if not (key and remark.is_proposal):
        raise MoveRefused("there are no words to take")
    section = agreement.sections.get(key=key)
    body = with_words(section.body, remark.was, remark.proposed)
    save_section(agreement=agreement, key=key, by=by, title=section.title, body=body)


def close_for_signature(*, agreement: Agreement, by: Actor) -> None:
    """The text goes out: nothing is said of it as a draft any more."""
    for comment_round in CommentRound.objects.filter(agreement=agreement, closed_at=None):
        close_round(comment_round=comment_round, by=by)
