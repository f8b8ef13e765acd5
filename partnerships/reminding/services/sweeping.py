"""The sweep that writes reminders of what waits: each once, in one transaction with its mail (N1, N2).

Rows are the queue, Celery is the clock: the sweep may run twice, side by side, or late (docs/decisions/0050).
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django_scopes import scope

from partnerships.models import GivenReminder, Partnership
from partnerships.reminding.mails import envelope
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.rules.reminding import MOVED
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Act, Actor, record_many

from .due import Look, Round
from .gathering import Post, mails_for
from .moved import moved_rounds, moved_subjects
from .people import Asked, People
from .plans import Plans, settings_of
from .slices import SLICE, is_ours, write_slice

logger = logging.getLogger(__name__)

KEY = ["kind", "subject", "due_on", "stage", "recipient"]
State = GivenReminder.State


def sweep_waiting(*, now: datetime) -> int:
    """Writes every reminder that is due at `now`; returns the number of mails queued."""
    return sum(_sweep_service(service, now) for service in EmploymentService.objects.running_here())


def _sweep_service(service: EmploymentService, now: datetime) -> int:
    with scope(service=service):
        settings, plans = settings_of(service, now), Plans(service)
        people = People(service, settings)
        looks = (Look(kind, plans.of(kind), service, settings, people, now) for kind in known_kinds)
        return sum(_sweep_kind(look) for look in looks if look.plan.is_on)


def _sweep_kind(look: Look) -> int:
    queued, last = 0, 0
    while waiting := look.read(look.rows().filter(pk__gt=last)[:SLICE]):
        last = waiting[-1].key
        if due := [each.waiting.key for each in look.rounds(waiting)]:
            queued += write_slice(partial(_write, look), due, what=look.kind.code)
    return queued + _tell_moves(look)


def _tell_moves(look: Look) -> int:
    queued, last = 0, 0
    while known := moved_subjects(look, last, SLICE):
        last = max(known)
        if due := [each.waiting.subject for each in moved_rounds(look, known)]:
            queued += write_slice(partial(_write_moves, look), due, what=look.kind.code)
    return queued


@transaction.atomic
def _write_moves(look: Look, subjects: Sequence[int]) -> int:
    if not is_ours(look.service):
        return 0
    known = moved_subjects(look, min(subjects) - 1, SLICE)
    rounds = [each for each in moved_rounds(look, known) if each.waiting.subject in subjects]
    return _write_rounds(look, rounds) if rounds else 0


@transaction.atomic
def _write(look: Look, keys: Sequence[int]) -> int:
    """What is still due of these, now that no other sweep can write for this service."""
    if not is_ours(look.service):
        return 0
    rounds = []
    for each in look.rounds(look.read(look.rows().filter(pk__in=keys))):
        if each.asked:
            rounds.append(each)
        else:  # it stays due, so that it is not lost
            logger.warning("Nobody in %s can be reminded of %s %s.", look.service.code, look.kind.code, keys)
    return _write_rounds(look, rounds) if rounds else 0


def _write_rounds(look: Look, rounds: Sequence[Round]) -> int:
    """Mails, lines of the ledger of reminders, acts: a few statements for all of them."""
    partnerships = Partnership.objects.only("title").in_bulk({each.waiting.partnership_id for each in rounds})
    pairs = [(each, asked) for each in rounds for asked in each.asked]
    posts = [_post(look, each, asked, partnerships[each.waiting.partnership_id]) for each, asked in pairs]
    mails = mails_for(posts, look.people, look.now)
    lines = [_line(look, each, asked, each.stage, mail=mail) for (each, asked), mail in zip(pairs, mails, strict=True)]
    lines += [_line(look, each, asked, stage, state=State.COVERED) for each, asked in pairs for stage in each.covers]
    # a line that was withdrawn is written again; no other can be there
    GivenReminder.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=KEY, update_fields=["asked_as", "state", "why", "mail", "at"]
    )
    record_many([_act(look, each, partnerships[each.waiting.partnership_id]) for each in rounds])
    return len(mails)


def _post(look: Look, each: Round, asked: Asked, partnership: Partnership) -> Post:
    waiting = each.waiting
    moment = look.moment(asked, waiting.due_on, each.stage)
    since = look.now if each.is_passed_on else min(max(moment, waiting.known_at or moment), look.now)
    alone = envelope(
        given=_line(look, each, asked, each.stage),
        partnership=partnership,
        recipient=asked.user,
        service=look.service,
        due_at=look.people.calendar(asked.user).opening(max(moment, look.now)),
    )
    at_once = each.stage == MOVED
    return Post(asked.user, waiting.due_on, each.stage, look.first_late, since, alone, at_once=at_once)


def _line(look: Look, each: Round, asked: Asked, stage: int, **values: object) -> GivenReminder:
    return GivenReminder(
        service=look.service,
        partnership_id=each.waiting.partnership_id,
        kind=look.kind.code,
        subject=each.waiting.subject,
        due_on=each.waiting.due_on,
        stage=stage,
        recipient=asked.user,
        asked_as=asked.role,
        at=look.now,
        **values,
    )


def _act(look: Look, each: Round, partnership: Partnership) -> Act:
    after = {
        "reminder_of": look.kind.code, "due_on": each.waiting.due_on, "lead_days": each.stage,
        "recipients": len(each.asked),
    }  # fmt: skip
    return Act("reminding.sent", partnership, Actor.clock(), service=look.service, after=after, at=look.now)
