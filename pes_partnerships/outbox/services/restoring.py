"""After a backup was restored: what may have been sent before the loss waits for a person (N2).

The database of that moment is gone, so nobody can know which of these mails went. A clock could only send all of them a
second time, or none; a person knows, or asks.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import OutboxQuerySet
from pes_partnerships.outbox.rules.sweeps import known_sweeps

from .gathering import gathering

State = OutboxMail.State


@dataclass(frozen=True)
class Held:
    """How many mails waited in the backup and are held now, and how many that were due since are written as held."""

    waiting: int
    written: int


@transaction.atomic
def hold_after_restore(*, at: datetime, by: Actor) -> Held:
    """Holds every mail due before `at`, and every reminder: those that the backup does not know yet are written as
    held, so that no sweep writes them; a link to sign that would end the one before it is left to the clock. The clock
    must not run meanwhile. May run twice."""
    rows = OutboxMail.objects.unsent().filter(due_at__lt=at)
    services = Counter(rows.values_list("service", flat=True))
    waiting = rows.update(state=State.HELD, claim=None, claimed_at=None)
    with gathering(state=State.HELD) as written:
        for sweep in known_sweeps.adding():
            sweep(now=at)
    later = [mail.pk for mail in written if mail.is_composed_late and mail.due_at > at]  # not gone when it was lost
    OutboxMail.objects.held().filter(pk__in=later).update(state=State.QUEUED)
    written = [mail for mail in written if mail.pk not in later]
    services.update(mail.service_id for mail in written)
    for service in EmploymentService.objects.filter(pk__in=[each for each in services if each]).order_by("pk"):
        record(act="mails.held", anchor=service, by=by, service=service, after={"mails": services[service.pk]})
    return Held(waiting, len(written))


@transaction.atomic
def let_go(rows: OutboxQuerySet, *, by: Actor, now: datetime) -> int:
    """They were not sent before: they go now. Where one was after all, its Message-ID says that both are the same."""
    return _settle(rows, by, "mails.let_go", state=State.QUEUED, next_attempt_at=now)


@transaction.atomic
def drop(rows: OutboxQuerySet, *, by: Actor) -> int:
    """They were sent before, or are not wanted. Their keys stay taken: nothing writes them again."""
    return _settle(rows, by, "mails.dropped", state=State.WITHDRAWN, secrets={})


def _settle(rows: OutboxQuerySet, by: Actor, act: str, **changed: object) -> int:
    held = list(rows.held().select_for_update().values_list("pk", "service"))
    settled = OutboxMail.objects.held().filter(pk__in=[pk for pk, _service in held]).update(**changed)
    counted = Counter(service for _pk, service in held if service)
    for service in EmploymentService.objects.filter(pk__in=counted).order_by("pk"):
        record(act=act, anchor=service, by=by, service=service, after={"mails": counted[service.pk]})
    return settled
