"""The letter of a reminder as it is right when it goes, and what becomes of one that has nothing to say (N1, N2).

Between writing and sending lie seconds, a weekend, or the days for which a mail server was away.
"""

import zoneinfo
from datetime import datetime

from django.utils import timezone
from django_scopes import scope

from partnerships.models import GivenReminder
from partnerships.reminding.mails import Facts, reminder
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.reminding.rules.withdrawing import why_withdrawn
from partnerships.rules.reminding import AskedAs, Withdrawn
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import LOST
from pes_partnerships.outbox.rules.letters import Letter

from .aside import is_set_aside
from .due import Look, Waiting
from .people import Asked, People
from .plans import Plans, settings_of

State = GivenReminder.State


def compose_reminder(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: it does not go, and the ledger says why. Who is asked instead is reminded by the next sweep."""
    with scope(service=mail.service):
        rows = GivenReminder.objects.select_related("recipient", "partnership__office", "service")
        given = rows.filter(mail=mail).first()
        if given is None:  # its partnership was deleted
            return None
        look = _look(given, now)
        waiting = _waiting(given, look)
        asked = look.asked(waiting, given.stage, _deciders(given, look)) if look and waiting else []
        own = next((each for each in asked if each.user == given.recipient), None)
        letter = _letter(given, own, look, waiting, now) if look and waiting and own else None
        why = why_withdrawn(
            is_open=waiting is not None and (own is None or letter is not None),
            is_same_day=waiting is not None and waiting.due_on == given.due_on,
            is_on=look is not None and look.plan.is_on,
            is_set_aside=is_set_aside(given),
            is_asked=own is not None,
            is_covered=_is_covered(given),
        )
        if why:
            _withdraw(given, why, now)
            return None
        return letter


def _look(given: GivenReminder, now: datetime) -> Look | None:
    kind = known_kinds.get(given.kind)
    if kind is None:
        return None
    service, settings = given.service, settings_of(given.service)
    return Look(kind, Plans(service).of(kind), service, settings, People(service, settings), now)


def _waiting(given: GivenReminder, look: Look | None) -> Waiting | None:
    """The thing as it is now; None where it waits no longer. One that was moved far away waits, on another day."""
    if look is None:
        return None
    found = look.read(look.rows(near=False).filter(**{look.kind.subject: given.subject}))
    return next((each for each in found if each.due_on == given.due_on), found[0] if found else None)


def _deciders(given: GivenReminder, look: Look) -> list[int] | None:
    return look.deciders([given.subject]).get(given.subject)


def _is_covered(given: GivenReminder) -> bool:
    """The same person was, or will be, reminded at a stage nearer to the day."""
    theirs = GivenReminder.objects.filter(
        kind=given.kind, subject=given.subject, due_on=given.due_on, recipient=given.recipient_id, state=State.WRITTEN
    )
    return theirs.filter(stage__lt=given.stage).exclude(mail__state__in=LOST).exists()


def _withdraw(given: GivenReminder, why: Withdrawn, now: datetime) -> None:
    """Not given: the stage is due again if the thing is. One that a later one covers stays written off by it."""
    covered = why == Withdrawn.COVERED
    state, kept = (State.COVERED, "") if covered else (State.WITHDRAWN, why)
    GivenReminder.objects.filter(pk=given.pk).update(state=state, why=kept, at=now)
    record(
        act="reminding.withdrawn",
        anchor=given.partnership,
        by=Actor.clock(),
        service=given.service,
        after={
            "reminder_of": given.kind, "due_on": given.due_on, "lead_days": given.stage, "not_sent_because": str(why),
        },
        at=now,
    )  # fmt: skip


def _letter(given: GivenReminder, own: Asked, look: Look, waiting: Waiting, now: datetime) -> Letter | None:
    today = timezone.localdate(now, zoneinfo.ZoneInfo(own.user.time_zone))
    with speaking_to(own.user):
        told = look.kind.tell([given.subject], today).get(given.subject)
    if told is None:
        return None
    later = [stage for stage in look.stages if look.moment(own, waiting.due_on, stage) > now]
    theirs = [each for each in later if own.role in _roles(look, waiting, each)]
    tells = next((each for each in later if AskedAs.MANAGER in _roles(look, waiting, each)), None)
    is_new = AskedAs.MANAGER not in _roles(look, waiting, given.stage)
    facts = Facts(
        told=told,
        due_on=waiting.due_on,
        today=today,
        asked_as=own.role,
        may_set_aside=own.role != AskedAs.HEAD and not look.kind.deciders,
        later_days=[look.moment(own, waiting.due_on, each).date() for each in theirs if each >= 0],
        manager_from=look.moment(own, waiting.due_on, tells).date() if tells is not None and is_new else None,
    )
    return reminder(given=given, recipient=own.user, facts=facts)


def _roles(look: Look, waiting: Waiting, stage: int) -> list[AskedAs]:
    return look.plan.asked_at(stage, has_owner=look.people.works_here(waiting.owner_id))
