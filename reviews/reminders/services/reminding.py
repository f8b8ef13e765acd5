"""The sweep that writes reminders: each round once, in one transaction with its mails (N1, N2).

Rows are the queue, Celery is the clock: the sweep may run twice, side by side, or late.
"""

import logging
import zoneinfo
from collections import Counter
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Objective
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, record
from reviews.models import Activity, CorrectiveAction, Measurement, Reminder, ReminderRound, Review
from reviews.reminders.mails import ReminderFacts, review_reminder
from reviews.rules.lifecycle import NOT_LOGGED
from reviews.schedule.rules import DueRounds, Moment, due_rounds, planned_moments

from .recipients import Recipient, Staffing

logger = logging.getLogger(__name__)


def sweep_reminders(*, now: datetime) -> int:
    """Writes every round that is due at `now`; returns the number of mails queued."""
    return sum(_sweep_service(service, now) for service in EmploymentService.objects.running_here())


def _sweep_service(service: EmploymentService, now: datetime) -> int:
    with scope(service=service):
        due = [
            (review, rounds) for review in _candidates(service, now) if (rounds := _due(review, service, now)).writes
        ]
        if not due:
            return 0
        facts = _Facts([review for review, _rounds in due])
        staffing = Staffing(service)
        return sum(_write_safely(review, rounds, service, staffing, facts, now) for review, rounds in due)


def _candidates(service: EmploymentService, now: datetime) -> list[Review]:
    """Open reviews near enough to be reminded of, with the rounds that each has; two queries."""
    farthest = max(service.reminder_lead_days, default=0) + 1  # a day more: the zone may be ahead of UTC
    reviews = (
        Review.objects.not_logged()
        .reviews_proper()
        .filter(series__ended_on=None, due_on__lte=now.date() + timedelta(days=farthest))
        .select_related("series__partnership__office", "series__partnership__service", "agreement")
        .prefetch_related(Prefetch("reminder_rounds", to_attr="rounds"))
    )
    return list(reviews)


def _due(review: Review, service: EmploymentService, now: datetime) -> DueRounds:
    return due_rounds(
        due_on=review.due_on,
        lead_days=service.reminder_lead_days,
        zone=zoneinfo.ZoneInfo(service.time_zone),
        planned_at=review.planned_at,
        written=written_leads(review),
        now=now,
    )


def written_leads(review: Review) -> list[int]:
    """The lead times whose round was written for the day on which the review is due now."""
    return [each.lead_days for each in review.rounds if each.due_on + timedelta(days=each.lead_days) == review.due_on]


class _Facts:
    """What the mails tell, counted for all due reviews at once: three queries, however many there are."""

    def __init__(self, reviews: list[Review]):
        partnerships = [review.series.partnership_id for review in reviews]
        agreements = [review.agreement_id for review in reviews]
        self.activities = Counter(
            Activity.objects.filter(partnership__in=partnerships).values_list("partnership", flat=True)
        )
        open_actions = CorrectiveAction.objects.open().agreed().filter(partnership__in=partnerships)
        self.actions: dict[int, list[CorrectiveAction]] = {}
        for action in open_actions:
            self.actions.setdefault(action.partnership_id, []).append(action)
        self.objectives = Counter(dict(_counted(agreements)))
        measured = Measurement.objects.standing().filter(objective__agreement__in=agreements)
        self.measured = Counter(
            agreement for agreement, _objective in set(measured.values_list("objective__agreement", "objective"))
        )
        judged = Review.objects.filter(pk__in=[review.pk for review in reviews])
        counted = judged.annotate(judged=Count("assessments", filter=~Q(assessments__judgement="")))
        self.judged = dict(counted.values_list("pk", "judged"))

    def of(self, review: Review, later: list[Moment]) -> ReminderFacts:
        partnership = review.series.partnership_id
        return ReminderFacts(
            objectives=self.objectives[review.agreement_id],
            with_value=self.measured[review.agreement_id],
            judged=self.judged[review.pk],
            activities=self.activities[partnership],
            open_actions=self.actions.get(partnership, []),
            later_days=[moment.day for moment in later],
        )


def _counted(agreements: list[int | None]) -> list[tuple[int, int]]:
    rows = Objective.objects.filter(agreement__in=agreements).values_list("agreement").order_by()
    return list(rows.annotate(Count("pk")))


def _write_safely(
    review: Review,
    rounds: DueRounds,
    service: EmploymentService,
    staffing: Staffing,
    facts: _Facts,
    now: datetime,
) -> int:
    """One review that cannot be written must not keep the others from their reminders; it is tried again."""
    try:
        return _write(review, rounds, service, staffing, facts, now)
    except Exception:
        logger.exception("The reminder of review %s could not be written; the next sweep tries again.", review.pk)
        return 0


def _write(
    review: Review,
    rounds: DueRounds,
    service: EmploymentService,
    staffing: Staffing,
    facts: _Facts,
    now: datetime,
) -> int:
    recipients = staffing.recipients(review.series.partnership, late=rounds.writes.lead_days < 0)
    if not recipients:  # nobody to write to: the round stays due, so that it is not lost
        logger.warning("Nobody in %s can be reminded of review %s.", service.code, review.pk)
        return 0
    with transaction.atomic():
        if not _still_open(review) or (claimed := _claim(review, rounds, now)) is None:
            return 0
        told = facts.of(review, _later(review, service, rounds.writes))
        zone = zoneinfo.ZoneInfo(service.time_zone)
        for recipient in recipients:
            _remind(claimed, review, recipient, told, timezone.localdate(now, zone))
        record(
            act="reminder.sent",
            anchor=review.series.partnership,
            obj=review,
            by=Actor.clock(),
            service=service,
            after={"lead_days": claimed.lead_days, "due_on": review.due_on, "recipients": len(recipients)},
            at=now,
        )
    return len(recipients)


def _still_open(review: Review) -> bool:
    """Logged or moved since the sweep looked: then it is no longer this reminder's turn."""
    row = Review.objects.select_for_update().filter(pk=review.pk, status__in=NOT_LOGGED, due_on=review.due_on)
    return row.first() is not None


def _claim(review: Review, rounds: DueRounds, now: datetime) -> ReminderRound | None:
    """The round by INSERT: its uniqueness decides between two sweeps; None: somebody else has it."""
    try:
        with transaction.atomic():
            claimed = _round(review, rounds.writes, now)
            claimed.save(force_insert=True)
    except IntegrityError:
        return None
    covered = [_round(review, moment, now, covered_by=claimed) for moment in rounds.covers]
    ReminderRound.objects.bulk_create(covered, ignore_conflicts=True)
    return claimed


def _round(review: Review, moment: Moment, now: datetime, covered_by: ReminderRound | None = None) -> ReminderRound:
    return ReminderRound(
        review=review, lead_days=moment.lead_days, due_on=moment.day, written_at=now, covered_by=covered_by
    )


def _later(review: Review, service: EmploymentService, written: Moment) -> list[Moment]:
    planned = planned_moments(
        due_on=review.due_on,
        lead_days=service.reminder_lead_days,
        zone=zoneinfo.ZoneInfo(service.time_zone),
        planned_at=review.planned_at,
    )
    return [moment for moment in planned if moment.at > written.at]


def _remind(claimed: ReminderRound, review: Review, recipient: Recipient, facts: ReminderFacts, today: date) -> None:
    mail = review_reminder(
        review=review,
        recipient=recipient.user,
        lead_days=claimed.lead_days,
        today=today,
        escalated=claimed.lead_days < 0 and recipient.is_manager,
        as_manager=recipient.is_manager,
        facts=facts,
    )
    Reminder.objects.create(round=claimed, recipient=recipient.user, mail=mail)
