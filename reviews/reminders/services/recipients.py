"""Who is written to about a partnership's reviews, and what is planned beside them (N1).

Ended memberships and inactive people get nothing.
"""

from dataclasses import dataclass

from partnerships.access import Managers
from partnerships.models import Partnership
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.accounts.rules.roles import Role
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import OF_MANAGERS


@dataclass(frozen=True)
class Recipient:
    user: User
    is_manager: bool = False


class Staffing:
    """The active people of one service, read once for a whole slice."""

    def __init__(self, service: EmploymentService):
        self.managers = Managers(service.pk)
        staff = Membership.objects.active().filter(service=service, role=Role.STAFF)
        self.staff = list(staff.select_related("user").order_by("user_id", "pk"))

    def local_staff(self, partnership: Partnership) -> list[User]:
        if partnership.office_id is None:
            return []
        staff = (each.user for each in self.staff if each.office_id == partnership.office_id)
        return list(dict.fromkeys(staff))

    def recipients(self, partnership: Partnership, *, late: bool, kind: str = SeriesKind.REVIEW) -> list[Recipient]:
        """The office that logs the review, and the manager. Without either, and once it is late, no manager who
        may act for the partnership is left out."""
        staff = [] if kind in OF_MANAGERS else self.local_staff(partnership)
        named = self.managers.named(partnership)
        managers = self.managers.of(partnership) if late or named or not staff else []
        locals_only = [user for user in staff if user not in managers]
        return [
            *(Recipient(user) for user in locals_only),
            *(Recipient(user, is_manager=True) for user in managers),
        ]
