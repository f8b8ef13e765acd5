"""Who may do what with a review (X1, R3, R5): staff log, managers confirm, evaluators write their own evaluation."""

from partnerships.models import Assignment, Objective, Partnership
from partnerships.rules.invitations import Reading
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
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


def is_own_objective(objective: Objective) -> bool:
    """Owned by the service itself, or by nobody else who is named: its people confirm the figures in their own name."""
    if objective.owner is None:
        return True
    organisation = objective.owner.participation.organisation
    return organisation is not None and organisation.pes_id == objective.agreement.partnership.service_id


def can_confirm_period(membership: Membership | None, objective: Objective) -> bool:
    """G5: the owner confirms. For an owner that is another organisation the manager does, with the owner's word."""
    if is_own_objective(objective):
        return can_enter_value(membership)
    return can_withdraw_confirmation(membership)


def can_withdraw_confirmation(membership: Membership | None) -> bool:
    return bool(membership) and membership.may("confirm_review")


def confirms_alone(membership: Membership | None) -> bool:
    """A manager who logs a review confirms it in the same act."""
    return bool(membership) and membership.may("confirm_review")


def can_open_check(membership: Membership | None, partnership: Partnership) -> bool:
    """A health check is opened, and led, by the manager while the partnership lasts."""
    return bool(membership) and membership.may("confirm_review") and partnership.ended_on is None


def reads_statements(membership: Membership, partnership: Partnership) -> bool:
    """What partners stated in reviews: an evaluator's invitation may leave it out."""
    if membership.role != Role.EVALUATOR:
        return True
    invitations = Assignment.objects.filter(membership=membership, partnership=partnership)
    return not invitations.filter(reads=Reading.WITHOUT_STATEMENTS).exists()


def can_manage_evaluations(membership: Membership | None, partnership: Partnership) -> bool:
    """To invite an evaluator, and to answer; an ended partnership is evaluated, too."""
    return bool(membership) and membership.may("manage_evaluation")


def can_hold_meetings(membership: Membership | None, partnership: Partnership) -> bool:
    """To plan meetings, record them and send their notes; the records of an ended partnership stay as they are."""
    return bool(membership) and membership.may("enter_value") and partnership.ended_on is None


def can_keep_commitments(membership: Membership | None, partnership: Partnership) -> bool:
    """To say what was done, to accept and to return it, to remind: while the partnership lasts."""
    return bool(membership) and membership.may("enter_value") and partnership.ended_on is None


def can_lead_commitments(membership: Membership | None, partnership: Partnership) -> bool:
    """Who does it, another day, to set aside, one that was made elsewhere: the manager’s."""
    return bool(membership) and membership.may("confirm_review") and partnership.ended_on is None
