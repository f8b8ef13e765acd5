"""What time alone does with commitments: texts in force before, the next tasks, parties that left (G4, N2)."""

import datetime
import logging
import zoneinfo
from collections import defaultdict

from django.db.models import F, Q
from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement
from partnerships.rules.lifecycle import GONE
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act
from reviews.models import Commitment

from .deriving import follow_text
from .ending import end_of_party
from .planning import plan_tasks
from .reminding import remind_all

logger = logging.getLogger(__name__)
SLICE = 100  # texts of one run: the first run after an update finds all that are in force


def sweep_commitments(*, now: datetime.datetime) -> int:
    """One service after the other, by the calendar of its own time zone; may run twice. Returns the reminders."""
    reminded = 0
    for service in EmploymentService.objects.running_here():
        with scope(service=service), timezone.override(zoneinfo.ZoneInfo(service.time_zone)):
            today = timezone.localdate(now)
            _follow(now)
            _see_off(now)
            plan_due(today)
            reminded += remind_all(today=today, now=now)
    return reminded


def _follow(now: datetime.datetime) -> None:
    """Texts in force that are not followed yet, and networks in which somebody has signed since (A1)."""
    rows = Agreement.objects.in_force().filter(partnership__ended_on=None)
    newly_signed = Q(force_rule=ForceRule.OWN_SIGNATURE, signatures__at__gt=F("commitment_text__made_at"))
    found = rows.filter(pk__in=rows.filter(Q(commitment_text=None) | newly_signed).values("pk"))
    for agreement in found.select_related("partnership__service").order_by("pk")[:SLICE]:
        try:
            follow_text(agreement=agreement, by=Actor.clock(), at=now)
        except Exception:
            logger.exception("The commitments of agreement %s could not be entered.", agreement.pk)


def _see_off(now: datetime.datetime) -> None:
    rows = Commitment.objects.running().filter(participation__status__in=GONE)
    found: dict[int, list[Commitment]] = defaultdict(list)
    for row in rows.select_related("partnership__service"):
        found[row.partnership_id].append(row)
    for each in found.values():
        end_of_party(partnership=each[0].partnership, commitments=each, by=Actor.clock(), at=now)


@one_act()
def plan_due(today: datetime.date, partnership: int | None = None) -> int:
    """The next task of each rhythm whose last planned day has come."""
    rows = Commitment.objects.running().filter(plan_on__lte=today, partnership__ended_on=None)
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    return plan_tasks(list(rows), today)
