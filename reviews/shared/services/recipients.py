"""Who is written to about a partnership's reviews. Ended memberships and inactive people get nothing (N1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Partnership
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.accounts.rules.roles import Role


@dataclass(frozen=True)
class Recipient:
    user: User
    is_manager: bool = False


class Staffing:
    """The active people of one service, read once for a whole sweep."""

    def __init__(self, service: EmploymentService):
        active = Membership.objects.active().filter(service=service, role__in=[Role.MANAGER, Role.STAFF])
        self.memberships = list(active.select_related("user").order_by("user_id", "pk"))

    def own_manager(self, partnership: Partnership) -> list[User]:
        managers = (each for each in self.memberships if each.role == Role.MANAGER)
        return _distinct(each.user for each in managers if each.user_id == partnership.manager_id)

    def managers(self, partnership: Partnership) -> list[User]:
        """The partnership's own manager; where none is named (any more), every manager who may act for it."""
        managers = (each for each in self.memberships if each.role == Role.MANAGER)
        reach = (each.user for each in managers if each.office_id in (None, partnership.office_id))
        return self.own_manager(partnership) or _distinct(reach)

    def local_staff(self, partnership: Partnership) -> list[User]:
        if partnership.office_id is None:
            return []
        staff = (each for each in self.memberships if each.role == Role.STAFF)
        return _distinct(each.user for each in staff if each.office_id == partnership.office_id)

    def recipients(self, partnership: Partnership, *, late: bool) -> list[Recipient]:
        """The office that logs the review, and the manager. Without either, and once it is late, no manager who
        may act for the partnership is left out."""
        staff = self.local_staff(partnership)
        managers = self.managers(partnership) if late or not staff else self.own_manager(partnership)
        locals_only = [user for user in staff if user not in managers]
        return [
            *(Recipient(user) for user in locals_only),
            *(Recipient(user, is_manager=True) for user in managers),
        ]


def managers_of(partnership: Partnership) -> list[User]:
    return Staffing(partnership.service).managers(partnership)


def _distinct(users: Iterable[User]) -> list[User]:
    return list(dict.fromkeys(users))
