"""Once a month the head of a service is told what was missed, and why: from the ledgers of reminders (N3).

The letter of a month is written once its first working day has come, and never twice: the settings note the month.
"""

import zoneinfo
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from partnerships.models import ReminderSettings
from partnerships.reminding.mails.letter import monthly_letter
from partnerships.reminding.rules.feeds import Missed, known_feeds
from partnerships.rules.reminding import Letters
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.speaking import speaking_to

from .people import People


def sweep_letters(*, now: datetime) -> int:
    """May run twice, and side by side; how many letters were written."""
    return sum(_of_service(service, now) for service in EmploymentService.objects.running_here())


def _of_service(service: EmploymentService, now: datetime) -> int:
    with scope(service=service):
        settings = ReminderSettings.objects.select_related("head").filter(service=service).first()
        if settings is None or settings.head is None or settings.letters == Letters.NEVER:
            return 0
        month = _month_before(timezone.localdate(now, zoneinfo.ZoneInfo(service.time_zone)))
        if settings.letter_month and settings.letter_month >= month:
            return 0
        return _write(service, month, now)


@transaction.atomic
def _write(service: EmploymentService, month: date, now: datetime) -> int:
    rows = ReminderSettings.objects.select_for_update(of=("self",)).select_related("head")
    settings = rows.get(service=service)
    people = People(service, settings)
    head = people.users.get(settings.head_id)
    if head is None or (settings.letter_month and settings.letter_month >= month):
        return 0
    calendar = people.calendar(head)
    due_at = calendar.morning(calendar.working_day(_after(month), later=True))
    if due_at > now:
        return 0
    missed = _missed(service, head, month)
    settings.letter_month = month
    settings.save(update_fields=["letter_month"])
    began_later = timezone.localdate(settings.began_at) >= _after(month)
    if began_later or (not missed and settings.letters != Letters.ALWAYS):
        return 0
    monthly_letter(service=service, head=head, month=month, missed=missed, due_at=calendar.opening(now))
    after = {"month": month, "missed": len(missed)}
    record(act="reminding.letter_sent", anchor=service, by=Actor.clock(), service=service, after=after, at=now)
    return 1


def _missed(service: EmploymentService, head: User, month: date) -> list[Missed]:
    with speaking_to(head):
        found = [each for feed in known_feeds for each in feed.missed(service, month, _after(month))]
    return sorted(found, key=lambda each: (not each.is_open, each.due_on, each.what))


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _after(month: date) -> date:
    """The first day of the month after it."""
    return (month + timedelta(days=31)).replace(day=1)
