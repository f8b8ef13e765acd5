"""Who is written to about a partnership's reviews, and what is planned beside them (N1).

Ended memberships and inactive people get nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.models import Partnership
from partnerships.reminding.services.people import Asked, People
from partnerships.reminding.services.plans import known_settings
from partnerships.rules.reminding import AskedAs
from pes_partnerships.accounts.models import EmploymentService, User
from reviews.models import Review
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import OF_MANAGERS

REVIEW = "review"  # as what a review is handed over


@dataclass(frozen=True)
class Recipient:
    user: User
    is_manager: bool = False


class Staffing:
    """The active people of one service, read once for a whole slice."""

    def __init__(self, service: EmploymentService):
        self.people = People(service, known_settings(service))
        self.managers = self.people.managers
        self.handed: dict[int, dict[int, User]] = {}

    def local_staff(self, partnership: Partnership) -> list[User]:
        return self.people.staff(partnership)

    def learn_handed(self, reviews: Sequence[int]) -> None:
        """Of which reviews the reminders were handed over to a colleague; one query."""
        self.handed = self.people.handed(REVIEW, reviews)

    def of_review(self, review: Review, *, late: bool) -> list[Recipient]:
        """Who is asked, or the colleague who took it over."""
        partnership = review.series.partnership
        asked = self.recipients(partnership, late=late, kind=review.series.kind)
        roles = [Asked(each.user, AskedAs.MANAGER if each.is_manager else AskedAs.OFFICE) for each in asked]
        taken = self.people.passed_on(roles, partnership, self.handed.get(review.pk))
        return [Recipient(each.user, is_manager=each.role == AskedAs.MANAGER) for each in taken]

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
