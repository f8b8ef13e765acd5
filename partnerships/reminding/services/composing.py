"""The letter of a reminder as it is right when it goes, and what becomes of one that has nothing to say (N1, N2).

Between writing and sending lie seconds, a weekend, or the days for which a mail server was away. A digest is composed
of its lines in the same way: with as many queries for many lines of a kind as for one.
"""

import zoneinfo
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django_scopes import scope

from partnerships.models import GivenReminder
from partnerships.reminding.mails import Facts, reminder
from partnerships.reminding.rules.kinds import known_kinds
from partnerships.reminding.rules.withdrawing import why_withdrawn
from partnerships.rules.reminding import MOVED, AskedAs, Withdrawn
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Act, Actor, record_many
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import LOST
from pes_partnerships.outbox.rules.letters import Letter

from .due import Look, Waiting
from .people import Asked, People
from .plans import Plans, settings_of

State = GivenReminder.State


def compose_reminder(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: it does not go, and the ledger says why. Who is asked instead is reminded by the next sweep."""
    with scope(service=mail.service):
        said = still_said(mail, now)
        return reminder(facts=said[0]) if said else None


def still_said(mail: OutboxMail, now: datetime) -> list[Facts]:
    """What the lines of the ledger that this mail was written for still say to its reader; the others are withdrawn."""
    rows = GivenReminder.objects.select_related("recipient", "partnership__office", "partnership__manager", "service")
    kinds: dict[str, list[GivenReminder]] = defaultdict(list)
    for given in rows.filter(mail=mail, state=State.WRITTEN).order_by("due_on", "pk"):
        kinds[given.kind].append(given)
    people = People(mail.service, settings_of(mail.service)) if kinds else None
    said: list[Facts] = []
    withdrawn: list[tuple[GivenReminder, Withdrawn]] = []
    for code, lines in kinds.items():
        looked = _Lines(lines, _look(code, mail.service, people, now), now)
        for given in lines:
            why, facts = looked.judged(given)
            if why:
                withdrawn.append((given, why))
            elif facts:
                said.append(facts)
    _withdraw(withdrawn, now)
    return sorted(said, key=lambda facts: facts.due_on)


def _look(code: str, service: EmploymentService, people: People, now: datetime) -> Look | None:
    kind = known_kinds.get(code)
    return Look(kind, Plans(service).of(kind), service, people.settings, people, now) if kind else None


class _Lines:
    """Lines of one kind to one person, with the things that they are about as those are now."""

    def __init__(self, lines: Sequence[GivenReminder], look: Look | None, now: datetime):
        self.look, self.now = look, now
        self.waiting: dict[int, list[Waiting]] = defaultdict(list)
        self.deciders: dict[int, list[int]] = {}
        self.told: dict = {}
        self.aside: set[tuple[int, date]] = set()
        self.covered = _covered(lines)
        self.today = timezone.localdate(now, zoneinfo.ZoneInfo(lines[0].recipient.time_zone))
        if look is None:
            return
        subjects = [given.subject for given in lines]
        for each in look.read(look.rows(near=False).filter(**{f"{look.kind.subject}__in": subjects})):
            self.waiting[each.subject].append(each)
        self.deciders, self.aside = look.deciders(subjects), look.set_aside(subjects)
        look.learn_handed(subjects)
        with speaking_to(lines[0].recipient):
            self.told = look.kind.tell(list(self.waiting), self.today) if self.waiting else {}

    def judged(self, given: GivenReminder) -> tuple[Withdrawn | None, Facts | None]:
        look, waiting = self.look, self._waiting(given)
        asked = []
        if look and waiting:
            asked = look.asked(waiting, given.stage, self.deciders.get(given.subject))
        own = next((each for each in asked if each.user == given.recipient), None)
        facts = self._facts(given, own, waiting) if look and waiting and own else None
        why = why_withdrawn(
            is_open=waiting is not None and (own is None or facts is not None),
            is_same_day=waiting is not None and waiting.due_on == given.due_on,
            is_on=look is not None and look.plan.is_on,
            is_set_aside=(given.subject, given.due_on) in self.aside,
            is_asked=own is not None,
            is_covered=(given.subject, given.due_on, given.stage) in self.covered,
        )
        return why, facts

    def _waiting(self, given: GivenReminder) -> Waiting | None:
        """As it is now; None where it waits no longer. One that was moved far away waits, on another day."""
        found = self.waiting.get(given.subject, [])
        return next((each for each in found if each.due_on == given.due_on), found[0] if found else None)

    def _facts(self, given: GivenReminder, own: Asked, waiting: Waiting) -> Facts | None:
        look, told = self.look, self.told.get(given.subject)
        if told is None:
            return None
        later = [stage for stage in look.stages if look.moment(own, waiting.due_on, stage) > self.now]
        theirs = [each for each in later if own.role in self._roles(waiting, each)]
        tells = next((each for each in later if AskedAs.MANAGER in self._roles(waiting, each)), None)
        is_new = AskedAs.MANAGER not in self._roles(waiting, given.stage)
        return Facts(
            given=given,
            told=told,
            is_moved=given.stage == MOVED,
            due_on=waiting.due_on,
            today=self.today,
            asked_as=own.role,
            may_set_aside=own.role != AskedAs.HEAD and not look.kind.deciders,
            may_hand_over=own.user in look.people.colleagues(waiting),
            later_days=[look.moment(own, waiting.due_on, each).date() for each in theirs if each >= 0],
            manager_from=look.moment(own, waiting.due_on, tells).date() if tells is not None and is_new else None,
        )

    def _roles(self, waiting: Waiting, stage: int) -> list[AskedAs]:
        return self.look.plan.asked_at(stage, has_owner=self.look.people.works_here(waiting.owner_id))


def _covered(lines: Sequence[GivenReminder]) -> set[tuple[int, date, int]]:
    """Subject, day and stage of those after which the same person was, or will be, reminded nearer to the day."""
    kind, recipient = lines[0].kind, lines[0].recipient_id
    subjects = {given.subject for given in lines}
    rows = GivenReminder.objects.filter(kind=kind, subject__in=subjects, recipient=recipient, state=State.WRITTEN)
    nearest: dict[tuple[int, date], int] = {}
    for subject, due_on, stage in rows.exclude(Q(mail__state__in=LOST)).values_list("subject", "due_on", "stage"):
        nearest[subject, due_on] = min(stage, nearest.get((subject, due_on), stage))
    return {
        (given.subject, given.due_on, given.stage)
        for given in lines
        if nearest.get((given.subject, given.due_on), given.stage) < given.stage
    }


def _withdraw(lines: Sequence[tuple[GivenReminder, Withdrawn]], now: datetime) -> None:
    """Not given: the stage is due again if the thing is. One that a later one covers stays written off by it."""
    for given, why in lines:
        covered = why == Withdrawn.COVERED
        given.state, given.why = (State.COVERED, "") if covered else (State.WITHDRAWN, why)
        given.at = now
    GivenReminder.objects.bulk_update([given for given, _why in lines], ["state", "why", "at"])
    record_many([_act(given, why, now) for given, why in lines])


def _act(given: GivenReminder, why: Withdrawn, now: datetime) -> Act:
    after = {
        "reminder_of": given.kind, "due_on": given.due_on, "lead_days": given.stage, "not_sent_because": str(why),
    }  # fmt: skip
    return Act("reminding.withdrawn", given.partnership, Actor.clock(), service=given.service, after=after, at=now)
