"""Who may do what with a review (X1, R3): staff and evaluators log, managers confirm."""

from pes_partnerships.accounts.models import Membership
from reviews.models import Review
from reviews.rules.lifecycle import ReviewStatus


def can_log(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("log_review") and review.can_be_logged


def can_confirm(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("confirm_review") and review.status == ReviewStatus.PROPOSED


def can_move(membership: Membership | None, review: Review) -> bool:
    return bool(membership) and membership.may("confirm_review") and review.can_be_logged


def can_enter_value(membership: Membership | None) -> bool:
    return bool(membership) and membership.may("enter_value")


def confirms_alone(membership: Membership | None) -> bool:
    """A manager who logs a review confirms it in the same act."""
    return bool(membership) and membership.may("confirm_review")
