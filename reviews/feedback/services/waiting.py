"""Feedback without an answer: a task of whoever works in the office, after fourteen days of the manager (R8, N1)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from reviews.feedback.rules import answer_by
from reviews.models import Feedback

ANSWER = "feedback.answer"


def open_feedback(partnerships: Sequence[int]) -> QuerySet[Feedback]:
    return Feedback.objects.open().filter(partnership__in=partnerships)


def feedback_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """One query."""
    found: list[Task | Wakes] = []
    for row in open_feedback(partnerships).only("partnership", "given_at").order_by("pk"):
        given_on = timezone.localdate(row.given_at)
        by = answer_by(given_on)
        is_late = today > by
        asks = "confirm_review" if is_late else "enter_value"
        found.append(Task(row.partnership_id, ANSWER, row.pk, asks=asks, is_named=is_late, due_on=by, since=given_on))
    return found
