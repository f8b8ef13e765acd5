"""A person says how they want their reminders (N3)."""

from datetime import datetime

from django.utils import timezone

from partnerships.models import ReminderChoice
from partnerships.reminding.rules.digests import Wish
from partnerships.rules.reminding import Way
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import one_act
from pes_partnerships.outbox.models import OutboxMail

from .gathering import DIGEST
from .people import SINGLE, People, wish_of
from .plans import known_settings


def wish_for(user: User) -> Wish:
    choice = ReminderChoice.objects.filter(user=user).first()
    return wish_of(choice) if choice else SINGLE


@one_act()
def choose(
    *, user: User, way: str, weekday: int = 0, hour: int = 8, soon_alone: bool = True, at: datetime | None = None
) -> Wish:
    """From now on. What was gathered for a digest of another kind goes in the next working hour: nothing waits for a
    mail that is not wanted any more."""
    before = wish_for(user)
    values = {"way": way, "weekday": weekday, "hour": hour, "soon_alone": soon_alone}
    ReminderChoice.objects.update_or_create(user=user, defaults=values)
    wish = Wish(**values)
    if before.way != Way.SINGLE and (wish.way, wish.weekday, wish.hour) != (before.way, before.weekday, before.hour):
        _send_what_waits(user, at or timezone.now())
    return wish


def _send_what_waits(user: User, now: datetime) -> None:
    rows = OutboxMail.objects.about(user).filter(kind=DIGEST, state=OutboxMail.State.QUEUED, attempts=0)
    for mail in rows.select_for_update(of=("self",)).select_related("service"):
        calendar = _people(mail.service).calendar(user)
        mail.due_at = mail.next_attempt_at = min(mail.due_at, calendar.opening(now))
        mail.save(update_fields=["due_at", "next_attempt_at"])


def _people(service: EmploymentService) -> People:
    return People(service, known_settings(service))
