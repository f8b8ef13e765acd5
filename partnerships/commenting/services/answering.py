"""What becomes of a remark: its words are taken, or not, and its author is told (G3)."""

from typing import Any

from django.utils import timezone, translation

from partnerships.clauses.rules.composing import compose
from partnerships.clauses.rules.standard import CLAUSE
from partnerships.clauses.rules.taking import Taken, WordsChanged, take, with_words
from partnerships.commenting import mails
from partnerships.commenting.rules.places import clause_of, section_of
from partnerships.drafting.services.filling import clause_rows
from partnerships.drafting.services.recording import lock_draft
from partnerships.drafting.services.wording import party_names
from partnerships.drafting.services.writing import save_section
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
    if clause := clause_of(remark.part):
        rows = clause_rows(section)
        row = next((row for row in rows if row["key"] == clause), None)
        if row is None:
            raise WordsChanged
        taken = _taken(remark, agreement, row)
        row["words"], row["values"] = taken.words, taken.values
        save_section(agreement=agreement, key=key, by=by, title=section.title, body=section.body, clauses=rows)
        return
    body = with_words(section.body, remark.was, remark.proposed)
    save_section(agreement=agreement, key=key, by=by, title=section.title, body=body)


def _taken(remark: Remark, agreement: Agreement, row: dict[str, Any]) -> Taken:
    fields = CLAUSE[row["key"]].fields if row["key"] in CLAUSE else ()
    parties = party_names(agreement)
    with translation.override(agreement.language):
        return take(row["words"], fields, row["values"], parties, was=remark.was, proposed=remark.proposed)


def answers_set_by(remark: Remark) -> list[tuple[str, str]]:
    """The answers that taking the proposal would set, as (label, words); empty where it changes words instead."""
    clause, agreement = clause_of(remark.part), remark.agreement
    section = agreement.sections.filter(key=section_of(remark.part)).first() if clause in CLAUSE else None
    row = next((row for row in clause_rows(section) if row["key"] == clause), None) if section else None
    if row is None:
        return []
    try:
        taken = _taken(remark, agreement, row)
    except WordsChanged:
        return []
    with translation.override(agreement.language):
        composed = compose(taken.words, CLAUSE[clause].fields, taken.values, party_names(agreement))
    return [(label, words) for name, label, words in composed.said if name in taken.answered]


def close_for_signature(*, agreement: Agreement, by: Actor) -> None:
    """The text goes out: nothing is said of it as a draft any more."""
    for comment_round in CommentRound.objects.filter(agreement=agreement, closed_at=None):
        close_round(comment_round=comment_round, by=by)
