"""One thing whose reminders go to a colleague instead; it can be taken back (N3)."""

from datetime import datetime

from django.utils import timezone

from partnerships.models import HandedOver
from partnerships.reminding.mails.handing import handed_over_mail
from partnerships.reminding.rules.calendars import DAY
from partnerships.reminding.rules.feeds import Asked, Thing
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.speaking import speaking_to

from .mine import things_of
from .people import People
from .plans import known_settings


def colleagues_for(thing: Thing, service: EmploymentService, giver: User) -> list[User]:
    """Who may see it and work on it, but the person themselves."""
    people = People(service, known_settings(service))
    return [user for user in people.colleagues(thing.partnership) if user.pk != giver.pk]


@one_act()
def hand_over(
    *, thing: Thing, service: EmploymentService, giver: User, taker: User, at: datetime | None = None
) -> HandedOver:
    """From now on `taker` is reminded in the place of `giver`; both are told. Raises MoveRefused."""
    at = at or timezone.now()
    EmploymentService.objects.select_for_update(no_key=True).get(pk=service.pk)  # not while a sweep writes for it
    if taker not in colleagues_for(thing, service, giver) or _comes_back(thing, giver, taker):
        raise MoveRefused("this colleague cannot take it")
    rows = HandedOver.objects.filter(kind=thing.kind, subject=thing.subject, giver=giver, ended_at=None)
    rows.update(ended_at=at)
    row = HandedOver.objects.create(
        service=service, partnership=thing.partnership, kind=thing.kind, subject=thing.subject, giver=giver,
        taker=taker, at=at,
    )  # fmt: skip
    _record("reminding.handed_over", row, thing, giver, at)
    _tell(row, thing, at)
    return row


@one_act()
def take_back(*, thing: Thing, giver: User, at: datetime | None = None) -> bool:
    """False where it was taken back before."""
    at = at or timezone.now()
    rows = HandedOver.objects.select_for_update(of=("self",)).select_related("taker", "service", "partnership")
    row = rows.filter(kind=thing.kind, subject=thing.subject, giver=giver, ended_at=None).first()
    if row is None:
        return False
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _record("reminding.taken_back", row, thing, giver, at)
    _tell(row, thing, at)
    return True


def _comes_back(thing: Thing, giver: User, taker: User) -> bool:
    """The colleague has handed the same thing to this person, or to somebody who did."""
    rows = HandedOver.objects.filter(kind=thing.kind, subject=thing.subject, ended_at=None)
    after, seen = dict(rows.values_list("giver", "taker")), set()
    while taker.pk in after and taker.pk not in seen:
        seen.add(taker.pk)
        taker = User(pk=after[taker.pk])
    return taker.pk == giver.pk


def _record(act: str, row: HandedOver, thing: Thing, giver: User, at: datetime) -> None:
    record(
        act=act,
        anchor=row.partnership,
        by=Actor.user(giver),
        service=row.service,
        after={"reminder_of": row.kind, "due_on": thing.due_on},
        private={"colleague": Personal(row.taker.name, row.taker)},
        at=at,
    )


def _tell(row: HandedOver, thing: Thing, at: datetime) -> None:
    """Each in their own language."""
    until = max(thing.due_on, timezone.localdate(at)) + DAY
    for reader in (row.taker, row.giver):
        asked = Asked(row.service, at, until, user=row.giver, kind=row.kind, subject=row.subject, of_all=True)
        with speaking_to(reader):
            said = next(iter(things_of(asked)), thing)
        handed_over_mail(row=row, thing=said, reader=reader, at=at)
