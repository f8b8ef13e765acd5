"""What time alone does with health checks: one reminder, and the end of those whose day has passed (R6, N2)."""

import zoneinfo
from datetime import date, datetime

from django.utils import timezone
from django_scopes import scope

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act
from reviews.health import mails
from reviews.health.rules.asking import is_reminded
from reviews.models import HealthCheck, HealthCheckPerson

from .links import reminder_link
from .opening import close_check, has_sent, locked_person, write_down


def sweep_checks(*, now: datetime) -> int:
    """May run twice, and side by side: people and checks are locked, and the reminder's row can be there only once."""
    reminded = 0
    for service in EmploymentService.objects.running_here():
        today = timezone.localdate(now, zoneinfo.ZoneInfo(service.time_zone))
        with scope(service=service):
            for check in HealthCheck.objects.filter(closed_at=None):
                if check.is_over(today):
                    close_check(check=check, by=Actor.clock(), at=now)
                else:
                    reminded += sum(_remind(person, today, now) for person in _silent(check))
    return reminded


def _silent(check: HealthCheck) -> list[HealthCheckPerson]:
    """All who are asked where answers are anonymous: a mail to some would tell who has not answered."""
    rows = check.people.filter(withdrawn_at=None).exclude(links__is_reminder=True).select_related("check_round")
    return list(rows if check.is_anonymous else rows.exclude(sheet__sent_at__isnull=False))


@one_act()
def _remind(person: HealthCheckPerson, today: date, now: datetime) -> int:
    if not _is_due(person, today):
        return 0
    fresh = locked_person(person)
    check = fresh.check_round
    is_told = fresh.links.filter(is_reminder=True).exists() or (not check.is_anonymous and has_sent(fresh))
    if is_told or fresh.withdrawn_at or check.is_over(today) or not _is_due(fresh, today):
        return 0
    mails.health_requested(person=fresh, token=reminder_link(fresh, now), at=now, is_reminder=True)
    write_down("health_check.reminded", check, Actor.clock(), now)
    return 1


def _is_due(person: HealthCheckPerson, today: date) -> bool:
    asked_on = timezone.localdate(person.asked_at)
    return is_reminded(asked_on=asked_on, ends_on=person.check_round.ends_on, today=today)
