"""What reviews and corrective actions ask of people (N1, R3, R4)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Exists, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Length, Substr
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from partnerships.models import Agreement, Objective
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import TargetKind
from pes_partnerships.lib.kept import KeptOfOne
from reviews.logging.rules.consequences import starts_draft
from reviews.models import CorrectiveAction, Measurement, Meeting, Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import ENDING, SeriesKind

LOG, LOG_AT_OFFICE, CONFIRM, FOLLOW_UP = "review.log", "review.log_at_office", "review.confirm", "action.follow_up"
CONFIRM_ACTION = "action.confirm"
CARRY_OUT, HOLD = "review.carry_out", "occurrence.hold"
SOON_DAYS = 60
OTHERS_SOON_DAYS = 14  # a monthly report would else be shown all the time
ESCALATES_AFTER = 7  # N1: days after which a late review of an office is the manager's own business, too

REVIEW_FIELDS = (
    "pk", "status", "due_on", "is_closing", "series__every_months", "series__partnership", "series__partnership__office"
)  # fmt: skip
DECIDED_FIELDS = ("decision", "changes_text", "confirmed_at", "series__partnership", "agreement__version")


class Due(NamedTuple):
    """An open review; the fields are REVIEW_FIELDS."""

    pk: int
    status: str
    due_on: date
    is_closing: bool
    months: int
    partnership: int
    office: int | None


def review_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Reviews that are due soon or late, and proposals to confirm; one query."""
    return [found for row in _due.of(partnerships) for found in _of_review(row, today)]


def open_reviews(partnerships: Sequence[int]) -> QuerySet[Review]:
    return Review.objects.open().reviews_proper().filter(series__partnership__in=partnerships)


_due = KeptOfOne(
    lambda partnerships: open_reviews(partnerships).order_by("pk").values_list(*REVIEW_FIELDS), make=Due._make
)


def _of_review(row: Due, today: date) -> list[Task | Wakes]:
    appears = row.due_on - timedelta(days=SOON_DAYS)
    if appears > today:
        return [Wakes(row.partnership, appears)]
    if row.status == ReviewStatus.PROPOSED:
        return [Task(row.partnership, CONFIRM, row.pk, asks="confirm_review", due_on=row.due_on)]
    facts = {"months": row.months, "started": row.status == ReviewStatus.STARTED}
    facts |= {"closing": True} if row.is_closing else {}
    escalates = row.due_on + timedelta(days=ESCALATES_AFTER)
    at_office = row.office is not None and today < escalates
    kind, asks = (LOG_AT_OFFICE, "log_review_at_office") if at_office else (LOG, "log_review")
    task = Task(row.partnership, kind, row.pk, asks=asks, due_on=row.due_on, facts=facts)
    return [task, Wakes(row.partnership, escalates)] if at_office else [task]


def occurrence_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Reports, meetings and evaluations that are due soon or late; one query."""
    is_planned = Meeting.objects.planned_for(OuterRef("series__partnership"), OuterRef("due_on"))
    rows = open_occurrences(partnerships)
    rows = rows.exclude(Exists(is_planned), series__kind=SeriesKind.MEETING)  # it has a task of its own
    found: list[Task | Wakes] = []
    fields = ("series__partnership", "pk", "due_on", "series__kind", "series__every_months")
    for key, pk, due_on, kind, months in rows.order_by("pk").values_list(*fields):
        appears = due_on - timedelta(days=OTHERS_SOON_DAYS)
        facts = {"kind": kind, "months": months}
        task = Task(key, HOLD, pk, asks="enter_value", due_on=due_on, facts=facts)
        found.append(task if appears <= today else Wakes(key, appears))
    return found


def open_occurrences(partnerships: Sequence[int]) -> QuerySet[Review]:
    rows = Review.objects.not_logged().filter(series__partnership__in=partnerships)
    return rows.exclude(series__kind=SeriesKind.REVIEW)


def action_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Agreed actions whose day has passed: their owners are late, which nobody here can do for them; and those that
    were said to be done, which another person confirms; one query."""
    rows = open_actions(partnerships).order_by("pk")
    return [_of_action(row, today) for row in rows.only("partnership", "due_on", "said_on")]


def open_actions(partnerships: Sequence[int]) -> QuerySet[CorrectiveAction]:
    return CorrectiveAction.objects.open().agreed().filter(partnership__in=partnerships)


def actions_to_do() -> QuerySet[CorrectiveAction]:
    """Agreed actions of all partnerships that nobody has said to be done."""
    return CorrectiveAction.objects.open().agreed().filter(said_on=None)


def objectives_to_measure() -> QuerySet[Objective]:
    """Objectives of the texts in force with a day, and without a value of that day, month or year, or of a later one.

    What people assess without a figure is asked for by the review.
    """
    written, last = Cast("due", CharField()), OuterRef("last_day")
    whole = Case(
        When(length=4, then=Concat(written, Value("-12-31"))),
        When(length=7, then=Concat(written, Value("-28"))),
        default=written,
    )
    of_its_time = Q(as_of__gte=last) | Q(as_of=Substr(last, 1, 7)) | Q(as_of=Substr(last, 1, 4))
    values = Measurement.objects.standing().totals().filter(of_its_time, objective=OuterRef("pk"))
    rows = (
        Objective.objects.annotate(length=Length(written))
        .annotate(last_day=whole)
        .filter(~Exists(values), aim_above="")
    )
    rows = rows.filter(agreement__status=AgreementStatus.IN_FORCE)
    return rows.exclude(due="").exclude(target_kind=TargetKind.JUDGED)


def _of_action(row: CorrectiveAction, today: date) -> Task | Wakes:
    if row.said_on:
        return Task(row.partnership_id, CONFIRM_ACTION, row.pk, asks="enter_value", since=row.said_on)
    if row.due_on < today:
        return Task(row.partnership_id, FOLLOW_UP, row.pk, due_on=row.due_on)
    return Wakes(row.partnership_id, row.due_on + timedelta(days=1))


def decision_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """What the latest review decided and nobody has done: an end, or another text; two queries."""
    found = confirmed_reviews(partnerships).select_related("series", "agreement").order_by("held_on", "pk")
    found = found.only(*DECIDED_FIELDS)
    decided = {row.series.partnership_id: row for row in found}  # the latest counts: it answers those before it
    newest = newest_versions([key for key, row in decided.items() if row.decision not in ENDING])
    return [
        Task(key, CARRY_OUT, row.pk, asks="write_agreement", since=timezone.localdate(row.confirmed_at))
        for key, row in decided.items()
        if row.decision in ENDING or waits_for_text(row, newest.get(key))
    ]


def confirmed_reviews(partnerships: Sequence[int]) -> QuerySet[Review]:
    return Review.objects.reviews_proper().filter(
        series__partnership__in=partnerships,
        series__partnership__ended_on=None,
        series__partnership__ending_on=None,  # once the end is decided, its own steps are what is to be done
        status=ReviewStatus.CONFIRMED,
    )


def newest_versions(partnerships: list[int]) -> dict[int, int]:
    rows = Agreement.objects.filter(partnership__in=partnerships).exclude(status=AgreementStatus.WITHDRAWN)
    return dict(rows.order_by().values_list("partnership").annotate(Max("version")))


def waits_for_text(review: Review, newest: int | None) -> bool:
    """Whether a decision asks for a version that nobody has begun."""
    if review.agreement is None or not starts_draft(review.decision, changes_text=review.changes_text):
        return False
    return newest is not None and newest <= review.agreement.version
