"""Who may do what with which row (X1), as django-rules predicates: call or combine them with & and |."""

import rules
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership, User


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


def is_for(membership: Membership, partnership: Partnership, *, act: str) -> bool:
    """What its manager has to do; where it has none, whoever may."""
    return membership.may(act) and partnership.manager_id in (None, membership.user_id)


def with_whom(partnership: Partnership) -> str:
    """“Lina, Alytus”: the manager, and the office where it belongs to one."""
    manager = partnership.manager.name if partnership.manager else _("Partnership manager")
    return f"{manager}, {partnership.office}" if partnership.office else manager
