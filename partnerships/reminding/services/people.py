"""Who is reminded of what belongs to a partnership: its office, its manager, the head of the service (N1).

Ended memberships and inactive people get nothing.
"""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from partnerships.access import Managers
from partnerships.models import ReminderSettings
from partnerships.reminding.rules.calendars import Calendar
from partnerships.rules.reminding import AskedAs
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
        return self._staff(place) if role == AskedAs.OFFICE else self.managers.of(place)

    def _staff(self, place: Place) -> list[User]:
        if place.office_id is None:
            return []
        rows = (each for each in self.memberships if each.role == Role.STAFF and each.office_id == place.office_id)
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
