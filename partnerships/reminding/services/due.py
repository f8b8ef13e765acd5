"""What waits and which of its stages are due: as many queries for a slice as for one (N1, N2)."""

import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from partnerships.models import GivenReminder, ReminderSettings, SetAside
from partnerships.reminding.rules.kinds import Kind
from partnerships.reminding.rules.stages import Plan, due_stages, stage_day
from partnerships.rules.lifecycle import PartnershipStatus
from partnerships.rules.reminding import MOVED, Withdrawn
from pes_partnerships.accounts.models import EmploymentService, User

from .people import Asked, People

State = GivenReminder.State
DAYS_OFF = 14  # more follow on each other in no country


@dataclass(frozen=True)
class Waiting:
    """A row of a kind, in plain values."""

    key: int  # of the row, which the slices follow
    subject: int
    due_on: date
    partnership_id: int
    service_id: int
    office_id: int | None
    manager_id: int | None
    known_at: datetime | None
    owner_id: int | None


@dataclass(frozen=True)
class Given:
    """What the ledger says of one subject and its day."""

    stages: set[int] = field(default_factory=set)  # written or covered
    holders: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    lost: set[tuple[int, str]] = field(default_factory=set)  # stages withdrawn from somebody who is not asked any more


@dataclass(frozen=True)
class Round:
    """A stage to be written for some people, and the stages that it covers."""

    waiting: Waiting
    stage: int
    covers: tuple[int, ...]
    asked: list[Asked]
    is_passed_on: bool = False  # to who took over: it was due before


@dataclass
class Look:
    """One kind in one service at one moment."""

    kind: Kind
    plan: Plan
    service: EmploymentService
    settings: ReminderSettings
    people: People
    now: datetime
    handed: dict[int, dict[int, User]] = field(default_factory=dict)  # of the subjects that were asked for last

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.service.time_zone)

    @cached_property
    def stages(self) -> tuple[int, ...]:
        return self.plan.stages(ends_at_due=self.kind.ends_at_due)

    @property
    def first_late(self) -> int | None:
        """The stage of the first word that it is late."""
        return max((stage for stage in self.stages if stage < 0), default=None)

    def rows(self, *, near: bool = True, until: date | None = None) -> QuerySet:
        """What waits. Never what lapsed or ended, if it does not survive it. `near`: enough for its first stage.

        `until`: due by this day instead; a part of a date may be due later."""
        kind, way = self.kind, self.kind.partnership
        rows = kind.rows().filter(**{f"{way}__service": self.service.pk})
        if near or until:  # days off before the first stage, and a zone ahead of UTC
            farthest = self.now.date() + timedelta(days=max(self.stages, default=0) + DAYS_OFF)
            farthest = (until + timedelta(days=1) if until else farthest) - timedelta(days=kind.grace)
            limit = datetime.combine(farthest, time(), tzinfo=self.zone) if kind.is_moment else farthest
            # of a part of a date the text is compared: a year comes early, and is not due yet
            rows = rows.filter(**{f"{kind.day}__lte": str(limit) if kind.is_partial else limit})
        if not kind.survives:
            rows = rows.filter(**{f"{way}__ended_on": None})
            rows = rows.exclude(**{f"{way}__portfolio_line__status": PartnershipStatus.LAPSED})
        return rows.order_by("pk")

    def read(self, rows: QuerySet) -> list[Waiting]:
        kind, way = self.kind, self.kind.partnership
        place = [f"{way}__{name}" for name in ("pk", "service", "office", "manager")]
        extra = [name for name in (kind.known, kind.owner) if name]
        found = []
        for key, subject, day, *row in rows.values_list("pk", kind.subject, kind.day, *place, *extra):
            more = dict(zip(extra, row[len(place) :], strict=True))
            known, owner = more.get(kind.known), more.get(kind.owner)
            found.append(Waiting(key, subject, self._day(day), *row[: len(place)], known_at=known, owner_id=owner))
        return found

    def _day(self, value: Any) -> date:
        day = value
        if self.kind.is_moment:
            day = value.astimezone(self.zone).date()
        elif self.kind.is_partial:
            day = value.latest()
        return day + timedelta(days=self.kind.grace)

    def rounds(self, waiting: Sequence[Waiting]) -> list[Round]:
        """What is to be written of these; three queries, and those of who decides."""
        if not waiting:
            return []
        subjects = [each.subject for each in waiting]
        given, aside = self._given(subjects), self.set_aside(subjects)
        deciders = self.deciders(subjects)
        self.learn_handed(subjects)
        found = []
        for each in waiting:
            if (each.subject, each.due_on) in aside:
                continue
            round_ = self._round(each, given[each.subject, each.due_on], deciders.get(each.subject))
            if round_:
                found.append(round_)
        return found

    def deciders(self, subjects: Sequence[int]) -> dict[int, list[int]]:
        if not self.kind.deciders:
            return {}
        found = self.kind.deciders(self.service, subjects)
        return {key: [user.pk for user in users] for key, users in found.items()}

    def asked(self, waiting: Waiting, stage: int, deciders: Iterable[int] | None = None) -> list[Asked]:
        return self.passed_on(self.asked_first(waiting, stage, deciders), waiting)

    def asked_first(self, waiting: Waiting, stage: int, deciders: Iterable[int] | None = None) -> list[Asked]:
        """Before anybody hands it over."""
        has_owner = self.people.works_here(waiting.owner_id)
        roles = self.plan.asked_at(stage, has_owner=has_owner)
        return self.people.asked(waiting, roles, waiting.owner_id, deciders)

    def passed_on(self, asked: Sequence[Asked], waiting: Waiting) -> list[Asked]:
        return self.people.passed_on(asked, waiting, self.handed.get(waiting.subject))

    def learn_handed(self, subjects: Sequence[int]) -> None:
        """What of these was handed over to a colleague; one query."""
        self.handed = self.people.handed(self.kind.code, subjects)

    def moment(self, asked: Asked, due_on: date, stage: int) -> datetime:
        """The morning of the working day of this person: before a day off, or after it where it is late."""
        calendar = self.people.calendar(asked.user)
        return calendar.morning(calendar.working_day(stage_day(due_on, stage), later=stage < 0))

    def _round(self, waiting: Waiting, given: Given, deciders: Iterable[int] | None) -> Round | None:
        def first_moment(stage: int) -> datetime | None:
            asked = self.asked(waiting, stage, deciders)
            return min((self.moment(each, waiting.due_on, stage) for each in asked), default=None)

        due = due_stages(
            self.stages,
            first_moment,
            known_at=waiting.known_at or self.settings.began_at,
            began_at=self.settings.began_at,
            written=given.stages,
            now=self.now,
        )
        if due.writes is not None:
            return Round(waiting, due.writes, due.covers, self.asked(waiting, due.writes, deciders))
        handed = self._handed_over(waiting, given, deciders)
        return Round(waiting, min(given.stages), (), handed, is_passed_on=True) if handed else None

    def _handed_over(self, waiting: Waiting, given: Given, deciders: Iterable[int] | None) -> list[Asked]:
        """Whoever took over from people of whom none is asked any more gets the newest reminder that they had."""
        if not given.stages:
            return []
        stage = min(given.stages)
        asked = self.asked(waiting, stage, deciders)
        had = {user for (of, _role), users in given.holders.items() if of == stage for user in users}
        takers = {user.pk for user in self.handed.get(waiting.subject, {}).values()}  # told by the handing over itself
        found = []
        for each in asked:
            if each.user.pk in takers:
                continue
            before = given.holders.get((stage, each.role), set())
            was_asked = bool(before) or (stage, each.role) in given.lost
            still = {other.user.pk for other in asked if other.role == each.role} & before
            if was_asked and not still and each.user.pk not in had:
                found.append(each)
        return found

    def _given(self, subjects: Sequence[int]) -> dict[tuple[int, date], Given]:
        rows = GivenReminder.objects.filter(service=self.service, kind=self.kind.code, subject__in=subjects)
        found: dict[tuple[int, date], Given] = defaultdict(Given)
        for subject, due_on, stage, user, role, state, why in rows.values_list(
            "subject", "due_on", "stage", "recipient", "asked_as", "state", "why"
        ):
            if stage == MOVED:
                continue
            given = found[subject, due_on]
            if state != State.WITHDRAWN:
                given.stages.add(stage)
            if state == State.WRITTEN:
                given.holders[stage, role].add(user)
            elif why == Withdrawn.NOT_ASKED:
                given.lost.add((stage, role))
        return found

    def set_aside(self, subjects: Sequence[int]) -> set[tuple[int, date]]:
        rows = SetAside.objects.filter(service=self.service, kind=self.kind.code, subject__in=subjects)
        return set(rows.values_list("subject", "due_on"))
