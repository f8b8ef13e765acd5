"""What an evaluation asks of people: of the evaluator to write it, of the manager to answer it (N1, R5)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from partnerships.hooks import Task, Wakes
from partnerships.models import Assignment
from reviews.models import Evaluation, EvaluationText
from reviews.rules.evaluation_words import BEING_WRITTEN, EvaluationStatus

WRITE, ANSWER = "evaluation.write", "evaluation.answer"


def being_written(partnerships: Sequence[int]) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(partnership__in=partnerships, status__in=BEING_WRITTEN)


def to_answer(partnerships: Sequence[int]) -> QuerySet[EvaluationText]:
    return EvaluationText.objects.filter(
        evaluation__partnership__in=partnerships, evaluation__status=EvaluationStatus.HANDED_IN, answered_at=None
    )


def evaluation_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Three queries, whatever the number of partnerships."""
    invitations = {
        (each.partnership_id, each.membership_id): each
        for each in Assignment.objects.running(today).filter(partnership__in=partnerships)
    }
    found: list[Task | Wakes] = []
    for row in being_written(partnerships).only("partnership", "evaluator", "due_on").order_by("pk"):
        if invitation := invitations.get((row.partnership_id, row.evaluator_id)):
            key = row.partnership_id
            found.append(Task(key, WRITE, row.pk, asks="write_evaluation", is_named=False, due_on=row.due_on))
            found += [Wakes(key, invitation.until + timedelta(days=1))] if invitation.until else []
    waiting = to_answer(partnerships).select_related("evaluation").order_by("number")
    newest = {each.evaluation_id: each for each in waiting.only("evaluation__partnership", "answer_by")}
    found += [
        Task(each.evaluation.partnership_id, ANSWER, key, asks="manage_evaluation", due_on=each.answer_by)
        for key, each in newest.items()
    ]
    return found
