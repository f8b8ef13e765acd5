"""Who may propose, check and withdraw entries (X1, D4)."""

from partnerships.access import is_within_reach
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership


def can_propose_entry(membership: Membership | None, partnership: Partnership) -> bool:
    """A manager, for a partnership of the own service (and office, where the membership is bound to one)."""
    if membership is None or not membership.may("propose_entry"):
        return False
    return is_within_reach(membership, partnership)


def can_publish_entries(membership: Membership | None) -> bool:
    """Directory admins keep one directory for all services."""
    return membership is not None and membership.may("publish_entry")
