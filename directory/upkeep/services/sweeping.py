"""What days that pass bring about: entries are asked about, and expire (D4, docs/decisions/0058)."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from directory.models import Confirmation, Entry
from directory.upkeep.rules.stages import STAGES, due_stage
from partnerships.models import Partnership
from partnerships.reminding.services.people import People
from partnerships.reminding.services.plans import known_settings
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act, record

from .confirming import partnership_of, write_request

SLICE = 200
# a week more on both sides than the stages, for days off
FIRST, LAST = (timedelta(days=days + 7) for days in (max(STAGES), -min(STAGES)))


def sweep_entries(*, now: datetime) -> int:
    """May run twice: each entry is read again under its lock. How many rows were written."""
    return expire_due(now) + ask_due(now)


def expire_due(now: datetime) -> int:
    """The day on which they were to be confirmed has passed: they say so from now on."""
    due = Entry.objects.published().filter(expired_at=None, expires_on__lt=timezone.localdate(now))
    keys = list(due.order_by("expires_on", "pk").values_list("pk", flat=True)[:SLICE])
    return sum(_expire(key, now) for key in keys)


@one_act()
def _expire(key: int, now: datetime) -> bool:
    rows = Entry.objects.published().select_for_update(of=("self",)).select_related("service")
    entry = rows.filter(pk=key, expired_at=None, expires_on__lt=timezone.localdate(now)).first()
    if entry is None:
        return False
    entry.expired_at = now
    entry.save(update_fields=["expired_at"])
    record(
        act="entry.expired",
        anchor=partnership_of(entry) or entry,
        obj=entry,
        by=Actor.clock(),
        service=entry.service,
        after={"slug": entry.slug},
        at=now,
    )
    return True


def ask_due(now: datetime) -> int:
    """Writes the newest request that is due of each entry to each of its managers, once; three queries a service."""
    today = timezone.localdate(now)
    near = {"expires_on__lte": today + FIRST, "expires_on__gte": today - LAST}
    services = EmploymentService.objects.filter(entries__in=Entry.objects.published().filter(**near)).distinct()
    return sum(_ask_service(service, near, now) for service in services)


def _ask_service(service: EmploymentService, near: dict[str, date], now: datetime) -> int:
    entries = Entry.objects.published().filter(service=service, partnership__isnull=False, **near)
    asked = 0
    with scope(service=service), transaction.atomic():
        found = list(entries.select_for_update(of=("self",)).order_by("expires_on", "pk"))
        partnerships = Partnership.objects.select_related("service").in_bulk([each.partnership_id for each in found])
        people, written = People(service, known_settings(service)), _written(found)
        for entry in found:
            partnership = partnerships[entry.partnership_id]
            for person in people.managers.of(partnership):
                calendar = people.calendar(person)
                here = now.astimezone(calendar.zone).date()
                stage = due_stage(entry.expires_on, here, calendar, written[entry.pk, entry.expires_on, person.pk])
                if stage is not None:
                    send_at = calendar.opening(now)
                    values = {"due_on": entry.expires_on, "stage": stage, "at": now, "send_at": send_at}
                    write_request(entry, partnership, person, **values)
                    asked += 1
    return asked


def _written(entries: list[Entry]) -> dict[tuple[int, date, int], list[int]]:
    """The stages of which each person has a request, by entry and day."""
    found: dict[tuple[int, date, int], list[int]] = defaultdict(list)
    rows = Confirmation.objects.filter(entry__in=entries, stage__isnull=False)
    for entry, due_on, person, stage in rows.values_list("entry", "due_on", "recipient", "stage"):
        found[entry, due_on, person].append(stage)
    return found
