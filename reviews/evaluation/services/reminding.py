"""The one reminder of an evaluator before the day of handing in (R5, N1)."""

import zoneinfo
from datetime import date, datetime

from django.utils import timezone
from django_scopes import scope

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act
from reviews.evaluation import mails
from reviews.evaluation.rules.days import is_reminded
from reviews.models import Evaluation
from reviews.rules.evaluation_words import BEING_WRITTEN

from .writing import locked, may_still_write, write_down


def sweep_evaluations(*, now: datetime) -> int:
    """May run twice, and side by side: an evaluation is locked, and says when its evaluator was reminded."""
    reminded = 0
    for service in EmploymentService.objects.running_here():
        today = timezone.localdate(now, zoneinfo.ZoneInfo(service.time_zone))
        with scope(service=service):
            rows = Evaluation.objects.filter(status__in=BEING_WRITTEN, reminded_at=None, due_on__gte=today)
            reminded += sum(_remind(row, now, today) for row in rows)
    return reminded


@one_act()
def _remind(evaluation: Evaluation, now: datetime, today: date) -> int:
    if not is_reminded(evaluation.due_on, timezone.localdate(evaluation.planned_at), today):
        return 0
    fresh = locked(evaluation)
    if fresh.reminded_at or fresh.status not in BEING_WRITTEN or not may_still_write(fresh, now):
        return 0
    fresh.reminded_at = now
    fresh.save(update_fields=["reminded_at"])
    mails.reminded(evaluation=fresh)
    write_down("evaluation.reminded", fresh, Actor.clock(), now, after={"due_on": fresh.due_on})
    return 1
