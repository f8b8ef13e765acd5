"""Somebody says that one thing needs no further reminder, and why (N1)."""

from datetime import datetime

from django.utils import timezone

from partnerships.models import GivenReminder, SetAside
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, Personal, one_act, record


def is_set_aside(given: GivenReminder) -> bool:
    return SetAside.objects.filter(kind=given.kind, subject=given.subject, due_on=given.due_on).exists()


@one_act()
def set_aside(*, given: GivenReminder, reason: str, by: User, at: datetime | None = None) -> bool:
    """No reminder of it goes to anybody until its day is moved. False where a colleague has done so before."""
    at = at or timezone.now()
    values = {"service": given.service, "partnership": given.partnership, "reason": reason, "by": by, "at": at}
    _row, is_new = SetAside.objects.get_or_create(
        kind=given.kind, subject=given.subject, due_on=given.due_on, defaults=values
    )
    if is_new:
        record(
            act="reminding.set_aside",
            anchor=given.partnership,
            by=Actor.user(by),
            service=given.service,
            after={"reminder_of": given.kind, "due_on": given.due_on},
            private={"reason": Personal(reason)},
            at=at,
        )
    return is_new
