"""The management answers an evaluation: each recommendation, and all answers go out together (R5, R4)."""

from datetime import date, datetime

from django.utils import timezone

from partnerships.shared.services.conflicts import Conflict, seen_row
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused, moved
from reviews.evaluation import mails
from reviews.evaluation.rules.text import read_content
from reviews.follow_up.services.actions import open_action
from reviews.models import EvaluationAnswer, EvaluationText, Review
from reviews.rules.evaluation_words import EVALUATION_MOVES, MAKES_ACTION, EvaluationStatus
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.services.rhythms import hold_occurrence

from .writing import locked, write_down

FIELDS = ("kind", "words", "person", "due_on")


def answer_seen(answer: EvaluationAnswer | None) -> str:
    return seen_row(answer, FIELDS) if answer else ""


@one_act()
def save_answer(
    *,
    text: EvaluationText,
    number: int,
    kind: str,
    words: str,
    by: Actor,
    person: User | None = None,
    due_on: date | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> EvaluationAnswer:
    """A draft until all go out. Raises Conflict where somebody saved since it was `seen`, MoveRefused afterwards."""
    at = at or timezone.now()
    fresh = _open(text)
    answer = fresh.answers.filter(number=number).first()
    if seen is not None and seen != answer_seen(answer):
        raise Conflict(answer)
    answer = answer or EvaluationAnswer(text=fresh, number=number)
    answer.kind, answer.words, answer.saved_at, answer.saved_by = kind, words, at, by.person
    answer.person, answer.due_on = (person, due_on) if kind in MAKES_ACTION else (None, None)
    answer.save()
    after = {"version": fresh.number, "recommendation": number}
    write_down("evaluation.answer_saved", fresh.evaluation, by, at, after=after)
    return answer


@one_act()
def send_answers(
    *, text: EvaluationText, by: Actor, occurrence: Review | None = None, at: datetime | None = None
) -> EvaluationText:
    """All at once: actions open, the evaluator is told, and a planned evaluation is recorded as done.

    Raises MoveRefused where an answer or the decision on independence is missing, or all was sent.
    """
    at = at or timezone.now()
    fresh = _open(text)
    evaluation = fresh.evaluation
    status = moved(EVALUATION_MOVES, "answer", evaluation.status)
    advised = read_content(fresh.content).recommendations
    answers = list(fresh.answers.select_related("person").order_by("number"))
    if len(answers) < len(advised) or fresh.asks_about_independence:
        raise MoveRefused("an answer or the decision on independence is missing")
    for answer in answers:
        if answer.kind in MAKES_ACTION:
            answer.action = open_action(
                partnership=evaluation.partnership,
                by=by,
                text=advised[answer.number - 1].text,
                person=answer.person,
                due_on=answer.due_on,
                at=at,
            )
            answer.save(update_fields=["action"])
    fresh.answered_at, fresh.answered_by = at, by.person
    fresh.save(update_fields=["answered_at", "answered_by"])
    evaluation.status = status
    evaluation.save(update_fields=["status"])
    write_down("evaluation.answered", evaluation, by, at, after={"version": fresh.number})
    if occurrence:
        held_on = timezone.localdate(fresh.handed_in_at)
        hold_occurrence(review=occurrence, by=by, held_on=held_on, note=evaluation.title, at=at)
    mails.answered(text=fresh, answers=[(advised[each.number - 1].text, each) for each in answers])
    return fresh


def open_occurrence(text: EvaluationText) -> Review | None:
    """The evaluation that the rhythms of the partnership plan next."""
    rows = Review.objects.filter(
        series__partnership=text.evaluation.partnership_id,
        series__kind=SeriesKind.EXTERNAL_EVALUATION,
        status=ReviewStatus.PLANNED,
    )
    return rows.select_related("series").order_by("due_on", "pk").first()


def _open(text: EvaluationText) -> EvaluationText:
    """The text, locked, while it waits for answers; MoveRefused where they were sent or a new version is written."""
    evaluation = locked(text.evaluation)
    fresh = EvaluationText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    fresh.evaluation = evaluation
    is_newest = fresh.number == evaluation.texts.count()
    if fresh.answered_at or evaluation.status != EvaluationStatus.HANDED_IN or not is_newest:
        raise MoveRefused("it takes no answers")
    return fresh
