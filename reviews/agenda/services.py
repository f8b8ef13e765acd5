"""What reviews and corrective actions ask of people (N1, R3, R4)."""

from datetime import date, timedelta

from partnerships.hooks import Task, Wakes
from reviews.models import CorrectiveAction, Review
from reviews.rules.lifecycle import ReviewStatus

LOG, LOG_AT_OFFICE, CONFIRM, FOLLOW_UP = "review.log", "review.log_at_office", "review.confirm", "action.follow_up"
SOON_DAYS = 60
ESCALATES_AFTER = 7  # N1: days after which a late review of an office is the manager's own business, too


def review_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Reviews that are due soon or late, and proposals to confirm; one query."""
    rows = Review.objects.open().reviews_proper().filter(series__partnership__in=partnerships)
    return [
        found for row in rows.select_related("series__partnership").order_by("pk") for found in _of_review(row, today)
    ]


def _of_review(row: Review, today: date) -> list[Task | Wakes]:
    partnership = row.series.partnership
    appears = row.due_on - timedelta(days=SOON_DAYS)
    if appears > today:
        return [Wakes(partnership.pk, appears)]
    if row.status == ReviewStatus.PROPOSED:
        return [Task(partnership.pk, CONFIRM, row.pk, asks="confirm_review", due_on=row.due_on)]
    facts = {"months": row.series.every_months, "started": row.status == ReviewStatus.STARTED}
    escalates = row.due_on + timedelta(days=ESCALATES_AFTER)
    at_office = partnership.office_id is not None and today < escalates
    kind, asks = (LOG_AT_OFFICE, "log_review_at_office") if at_office else (LOG, "log_review")
    task = Task(partnership.pk, kind, row.pk, asks=asks, due_on=row.due_on, facts=facts)
    return [task, Wakes(partnership.pk, escalates)] if at_office else [task]


def action_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Agreed actions whose day has passed: their owners are late, which nobody here can do for them; one query."""
    rows = CorrectiveAction.objects.open().agreed().filter(partnership__in=partnerships)
    return [
        Task(row.partnership_id, FOLLOW_UP, row.pk, due_on=row.due_on)
        if row.due_on < today
        else Wakes(row.partnership_id, row.due_on + timedelta(days=1))
        for row in rows.only("partnership", "due_on")
    ]
