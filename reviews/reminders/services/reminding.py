"""The sweep that writes reminders: each round once, in one transaction with its mails (N1, N2).

Rows are the queue, Celery is the clock: the sweep may run twice, side by side, or late. It goes through the open
reviews in slices, with as many queries for a full slice as for one review (docs/decisions/0022).
"""

import logging
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django_scopes import scope

from partnerships.reminding.services.slices import SLICE, is_ours, write_slice
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import record_many
from reviews.models import Meeting, ReminderRound, Review
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import DueRounds, due_rounds, farthest_lead, leads_of

from .moved import tell_moves
from .recipients import Staffing
from .rounds import Due, act_of, is_of_its_day, write_rounds

logger = logging.getLogger(__name__)

DATES = ("pk", "due_on", "planned_at", "kind")
PARTNERSHIP = ("service", "office", "manager")  # what says who is written to
NEEDED = (
    "due_on",
    "planned_at",
    "series__kind",
    "series__partnership",
    *(f"series__partnership__{name}" for name in PARTNERSHIP),
)


class Dated(Protocol):
    """A review, or what a look at it reads."""

    pk: int
    due_on: date
    planned_at: datetime
    kind: str  # of its series


def sweep_reminders(*, now: datetime) -> int:
    """Writes every round that is due at `now`; returns the number of mails queued."""
    return sum(_sweep_service(service, now) for service in EmploymentService.objects.running_here())


def _sweep_service(service: EmploymentService, now: datetime) -> int:
    queued, last = 0, 0
    with scope(service=service):
        while reviews := list(_candidates(service, now).filter(pk__gt=last).values_list(*DATES, named=True)[:SLICE]):
            last = reviews[-1].pk
            if due := [review.pk for review, _rounds in _due(reviews, service, now)]:
                write = partial(_write, service=service, now=now)
                queued += write_slice(write, due, what="review")
        queued += tell_moves(service, now)
    return queued


def _candidates(service: EmploymentService, now: datetime) -> QuerySet[Review]:
    """Open reviews, and what is planned beside them, near enough to be reminded of; not what an invitation tells."""
    farthest = farthest_lead(service.reminder_lead_days) + 1  # a day more: the zone may be ahead of UTC
    near = Review.objects.filter(due_on__lte=now.date() + timedelta(days=farthest))
    runs = Q(series__ended_on=None) | Q(is_closing=True)
    meetings = Meeting.objects.planned_for(OuterRef("series__partnership"), OuterRef("due_on"))
    near = near.exclude(Q(series__kind=SeriesKind.MEETING) & Exists(meetings))
    return near.filter(runs).not_logged().annotate(kind=F("series__kind")).order_by("pk")


def _due(reviews: Sequence[Dated], service: EmploymentService, now: datetime) -> Iterator[tuple[Dated, DueRounds]]:
    """Those that are to be reminded of, with the rounds that are due; one query."""
    written, zone = _written_leads(reviews), zoneinfo.ZoneInfo(service.time_zone)
    for review in reviews:
        rounds = due_rounds(
            due_on=review.due_on,
            lead_days=leads_of(review.kind, service.reminder_lead_days),
            zone=zone,
            planned_at=review.planned_at,
            written=written[review.pk],
            now=now,
        )
        if rounds.writes:
            yield review, rounds


def _written_leads(reviews: Sequence[Dated]) -> dict[int, list[int]]:
    """Of each review, which comes in the order of the keys, the lead times that were written for its present day."""
    written: dict[int, list[int]] = defaultdict(list)
    days = {review.pk: review.due_on for review in reviews}
    if not days:
        return written
    # a range, not a list of keys: SQLite would look for each key of the list in each partnership of the service
    rounds = ReminderRound.objects.filter(review__pk__range=(reviews[0].pk, reviews[-1].pk)).order_by()
    for key, lead, day in rounds.values_list("review", "lead_days", "due_on"):
        if key in days and is_of_its_day(lead, day, days[key]):
            written[key].append(lead)
    return written


@transaction.atomic
def _write(keys: Sequence[int], service: EmploymentService, now: datetime) -> int:
    """What is still due of these reviews, now that no other sweep can write for this service."""
    if not is_ours(service):
        return 0
    staffing = Staffing(service)
    due = _still_due(keys, staffing, service, now)
    if not due:
        return 0
    rounds = write_rounds(due, staffing, now)
    record_many([act_of(each, service, written, now) for each, written in zip(due, rounds, strict=True)])
    return sum(len(each.recipients) for each in due)


def _still_due(keys: Sequence[int], staffing: Staffing, service: EmploymentService, now: datetime) -> list[Due]:
    found = []
    reviews = (
        _candidates(service, now)
        .filter(pk__range=(keys[0], keys[-1]))
        .select_related("series__partnership")
        .only(*NEEDED)
    )
    due = list(_due(list(reviews), service, now))
    staffing.learn_handed([review.pk for review, _rounds in due])
    for review, rounds in due:
        review.series.partnership.service = service  # known: its mails need not ask for it
        recipients = staffing.of_review(review, late=rounds.writes.lead_days < 0)
        if recipients:
            found.append(Due(review, rounds, recipients))
        else:  # nobody to write to: the round stays due, so that it is not lost
            logger.warning("Nobody in %s can be reminded of review %s.", service.code, review.pk)
    return found
