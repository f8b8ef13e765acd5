"""Who is reminded of what belongs to a partnership: its office, its manager, the head of the service (N1).

Ended memberships and inactive people get nothing.
"""

import zoneinfo
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from partnerships.access import Managers, is_within_reach
from partnerships.models import HandedOver, ReminderChoice, ReminderSettings
from partnerships.reminding.rules.calendars import Calendar
from partnerships.reminding.rules.digests import Wish
from partnerships.rules.reminding import AskedAs, Way
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.accounts.rules.roles import Role


class Place(Protocol):
    """What says whose a partnership is: the partnership itself, or the columns of a row."""

    service_id: int
    office_id: int | None
    manager_id: int | None


@dataclass(frozen=True)
class Asked:
    user: User
    role: AskedAs


class People:
    """The active people of one service with their calendars, read once for a sweep: two queries."""

    def __init__(self, service: EmploymentService, settings: ReminderSettings):
        self.service, self.settings = service, settings
        rows = Membership.objects.active().filter(service=service).select_related("user", "office")
        self.memberships = list(rows.order_by("user_id", "pk"))
        self.users = {each.user_id: each.user for each in self.memberships}
        self.managers = Managers(service.pk)
        self._calendars: dict[int, Calendar] = {}

    def asked(
        self, place: Place, roles: Iterable[AskedAs], owner: int | None = None, deciders: Iterable[int] | None = None
    ) -> list[Asked]:
        """Each person once, as the first of these roles. Where there is no office to ask, the manager is asked.

        `deciders`: in place of office and manager.
        """
        found: dict[int, Asked] = {}
        for role in roles:
            for user in self._of(role, place, owner, deciders):
                found.setdefault(user.pk, Asked(user, role))
        if not found:
            found = {user.pk: Asked(user, AskedAs.MANAGER) for user in self.managers.of(place)}
        return list(found.values())

    def _of(self, role: AskedAs, place: Place, owner: int | None, deciders: Iterable[int] | None) -> list[User]:
        if role == AskedAs.OWNER:
            return [self.users[owner]] if owner in self.users else []
        if role == AskedAs.HEAD:
            head = self.settings.head_id
            return [self.users[head]] if head in self.users else []
        if deciders is not None:
            return [self.users[key] for key in deciders if key in self.users]
        return self.staff(place) if role == AskedAs.OFFICE else self.managers.of(place)

    def staff(self, place: Place) -> list[User]:
        """Of the office of this partnership."""
        if place.office_id is None:
            return []
        rows = (each for each in self.memberships if each.role == Role.STAFF and each.office_id == place.office_id)
        return list(dict.fromkeys(each.user for each in rows))

    def handed(self, kind: str, subjects: Sequence[int]) -> dict[int, dict[int, User]]:
        """Of these things, who gets the reminders of whom instead; one query."""
        rows = HandedOver.objects.filter(service=self.service, kind=kind, subject__in=subjects, ended_at=None)
        found: dict[int, dict[int, User]] = defaultdict(dict)
        for subject, giver, taker in rows.values_list("subject", "giver", "taker"):
            if taker in self.users:
                found[subject][giver] = self.users[taker]
        return found

    def passed_on(self, asked: Iterable[Asked], place: Place, takers: dict[int, User] | None) -> list[Asked]:
        """Each with their reminders, or the colleague who took these; who left or may not see it takes nothing."""
        if not takers:
            return list(asked)
        able = {user.pk for user in self.colleagues(place)}
        found: dict[int, Asked] = {}
        for each in asked:
            user = _last_taker(each.user, takers, able)
            found.setdefault(user.pk, Asked(user, each.role))
        return list(found.values())

    def colleagues(self, place: Place) -> list[User]:
        """Who may see this partnership and work on it."""
        rows = (each for each in self.memberships if each.may("set_reminder_aside") and is_within_reach(each, place))
        return list(dict.fromkeys(each.user for each in rows))

    def works_here(self, user: int | None) -> bool:
        return user in self.users

    def calendar(self, user: User) -> Calendar:
        """By the country of their office, or else of their service."""
        if user.pk not in self._calendars:
            offices = [each.office for each in self.memberships if each.user_id == user.pk and each.office]
            country = next((each.country for each in offices if each.country), self.service.country)
            zone = zoneinfo.ZoneInfo(user.time_zone)
            self._calendars[user.pk] = Calendar(str(country), zone, self.settings.opens, self.settings.closes)
        return self._calendars[user.pk]

    def wish(self, user: User) -> Wish:
        return self._wishes.get(user.pk, SINGLE)

    @cached_property
    def _wishes(self) -> dict[int, Wish]:
        """Of those who do not want single mails."""
        rows = ReminderChoice.objects.exclude(way=Way.SINGLE).filter(user__memberships__service=self.service)
        return {row.user_id: wish_of(row) for row in rows.distinct()}


def _last_taker(user: User, takers: dict[int, User], able: Container[int]) -> User:
    """Whoever took it may have handed it on; a colleague who can take it no longer leaves it where it was."""
    seen: set[int] = set()
    while user.pk in takers and user.pk not in seen and takers[user.pk].pk in able:
        seen.add(user.pk)
        user = takers[user.pk]
    return user


SINGLE = Wish()


def wish_of(choice: ReminderChoice) -> Wish:
    return Wish(choice.way, choice.weekday, choice.hour, choice.soon_alone)
