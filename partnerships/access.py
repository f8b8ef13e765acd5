"""Who may do what with which row (X1), as django-rules predicates: call or combine them with & and |."""

import rules

from partnerships.models import Partnership
from pes_partnerships.accounts.models import User


def _may(user: User, act: str) -> bool:
    membership = getattr(user, "membership", None)
    return membership is not None and membership.may(act)


def _is_within_reach(user: User, partnership: Partnership) -> bool:
    """Of the own service, and of the own office for people who are bound to one."""
    own = user.membership
    return partnership.service_id == own.service_id and own.office_id in (None, partnership.office_id)


@rules.predicate
def can_form(user: User) -> bool:
    """Start partnerships and keep the registry of organisations."""
    return _may(user, "form_partnership")


@rules.predicate
def can_form_partnership(user: User, partnership: Partnership) -> bool:
    return can_form(user) and _is_within_reach(user, partnership) and partnership.ended_on is None
