"""A review that was moved is told at once to whoever was reminded of the earlier day, with the new calendar file (N3).

It is a round like any other, under a lead time of its own: once for each new day.
"""

import zoneinfo
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from partnerships.reminding.services.slices import SLICE, is_ours, write_slice
from partnerships.rules.reminding import MOVED
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import record_many
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Reminder, Review
from reviews.schedule.rules.reminding import REMINDER_TIME, DueRounds, Moment

from .recipients import Staffing
from .rounds import Due, act_of, is_of_its_day, write_rounds


def tell_moves(service: EmploymentService, now: datetime) -> int:
    queued, last = 0, 0
    while keys := _moved(service, now, last):
        last = keys[-1]
        queued += write_slice(partial(_write, service=service, now=now), keys, what="review")
    return queued


def _moved(service: EmploymentService, now: datetime, last: int) -> list[int]:
    """Open reviews that got another day since somebody was reminded; one query, and most often nothing."""
    rows = Review.objects.not_logged().filter(series__partnership__service=service, pk__gt=last)
    rows = rows.filter(due_on__gte=now.date(), reminder_rounds__written_at__lt=F("planned_at"))
    rows = rows.filter(reminder_rounds__reminders__mail__state=OutboxMail.State.SENT)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:SLICE])


@transaction.atomic
def _write(keys: Sequence[int], service: EmploymentService, now: datetime) -> int:
    if not is_ours(service):
        return 0
    reviews = Review.objects.filter(pk__in=keys).select_related("series__partnership").order_by("pk")
    staffing, knew = Staffing(service), _who_knew(keys, now)
    staffing.learn_handed(keys)
    found = []
    for review in reviews:
        review.series.partnership.service = service
        asked = [each for each in staffing.of_review(review, late=False) if each.user.pk in knew[review.pk]]
        if asked:
            found.append(Due(review, DueRounds(_moment(review, service)), asked))
    if not found:
        return 0
    rounds = write_rounds(found, staffing, now)
    record_many([act_of(each, service, written, now) for each, written in zip(found, rounds, strict=True)])
    return sum(len(each.recipients) for each in found)


def _moment(review: Review, service: EmploymentService) -> Moment:
    """Of a lead time that no service can set: it belongs to this day alone."""
    day = review.due_on - timedelta(days=MOVED)
    return Moment(MOVED, datetime.combine(day, REMINDER_TIME, tzinfo=zoneinfo.ZoneInfo(service.time_zone)))


def _who_knew(keys: Sequence[int], now: datetime) -> dict[int, set[int]]:
    """By review, who was told of an earlier day still to come; nobody of one whose present day was told before."""
    rows = Reminder.objects.filter(round__review__in=keys, mail__state=OutboxMail.State.SENT)
    values = rows.values_list(
        "round__review", "round__review__due_on", "round__lead_days", "round__due_on", "recipient"
    )
    found: dict[int, set[int]] = defaultdict(set)
    told = set(
        Review.objects.filter(pk__in=keys, reminder_rounds__written_at__gte=F("planned_at")).values_list(
            "pk", flat=True
        )
    )
    for review, due_on, lead, day, user in values:
        of_earlier = not is_of_its_day(lead, day, due_on) and day + timedelta(days=lead) >= now.date()
        if of_earlier and review not in told:
            found[review].add(user)
    return found
