"""Who may do what with a review (X1, R3): staff and evaluators log, managers confirm."""

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from reviews.models import Review
from reviews.rules.lifecycle import ReviewStatus


def can_log(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("log_review") and review.can_be_logged


def can_confirm(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("confirm_review") and review.status == ReviewStatus.PROPOSED


def can_move(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("confirm_review") and review.can_be_logged


def can_plan(membership: Membership | None, partnership: Partnership) -> bool:
    """Rhythms beside the reviews: planned and ended by the manager, while the partnership lasts."""
    return bool(membership) and membership.may("confirm_review") and partnership.ended_on is None


def can_hold(membership: Membership | None, review: Review) -> bool:
    """To record a report or a meeting."""
    return bool(membership) and membership.may("enter_value") and review.status == ReviewStatus.PLANNED


def can_enter_value(membership: Membership | None) -> bool:
    return bool(membership) and membership.may("enter_value")


def confirms_alone(membership: Membership | None) -> bool:
    """A manager who logs a review confirms it in the same act."""
    return bool(membership) and membership.may("confirm_review")


def can_open_check(membership: Membership | None, partnership: Partnership) -> bool:
    """A health check is opened, and led, by the manager while the partnership lasts."""
    return bool(membership) and membership.may("confirm_review") and partnership.ended_on is None
