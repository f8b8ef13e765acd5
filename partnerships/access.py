"""Who may do what with which row (X1): plain functions, asked by views and services."""

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.outbox.rules.answering import Answer


def _may(user: User, act: str) -> bool:
    membership = getattr(user, "membership", None)
    return membership is not None and membership.may(act)


def is_within_reach(membership: Membership, partnership: Partnership) -> bool:
    """Of the own service, and of the own office for people who are bound to one."""
    return partnership.service_id == membership.service_id and membership.office_id in (None, partnership.office_id)


def can_form(user: User) -> bool:
    """Start partnerships and keep the registry of organisations."""
    return _may(user, "form_partnership")


def can_form_partnership(user: User, partnership: Partnership) -> bool:
    return can_form(user) and is_within_reach(user.membership, partnership) and partnership.ended_on is None


class Managers:
    """The active managers of one service, read once: who may act for which of its partnerships, and who does (X1)."""

    def __init__(self, service_id: int) -> None:
        rows = Membership.objects.active().managers().filter(service=service_id).select_related("user")
        self.memberships = list(rows.order_by("user_id", "pk"))

    def who_may_act(self, partnership: Partnership) -> list[User]:
        found = (each.user for each in self.memberships if is_within_reach(each, partnership))
        return list(dict.fromkeys(found))

    def named(self, partnership: Partnership) -> User | None:
        """The manager whom the partnership names, while they may act for it."""
        return next((user for user in self.who_may_act(partnership) if user.pk == partnership.manager_id), None)

    def of(self, partnership: Partnership) -> list[User]:
        """The named manager; where there is none (any more), everybody who may act for it."""
        named = self.named(partnership)
        return [named] if named else self.who_may_act(partnership)

    def with_whom(self, partnership: Partnership) -> str:
        """“Lina, Alytus”: the manager, and the office where it belongs to one."""
        named = self.named(partnership)
        manager = named.name if named else _("Partnership manager")
        return f"{manager}, {partnership.office}" if partnership.office else manager


def may_still_see(user: User, partnership: Partnership) -> bool:
    """Whether any membership of theirs that has not ended opens it: for what is sent long after they acted."""
    memberships = Membership.objects.active().filter(user=user, service=partnership.service_id)
    seen = Partnership.objects.filter(pk=partnership.pk)
    return any(seen.visible_to(membership).exists() for membership in memberships)


def managers_of(partnership: Partnership) -> list[User]:
    """Who manages it, and so is written to about it; nobody who left or is bound to another office."""
    return Managers(partnership.service_id).of(partnership)


def answer_of(partnership: Partnership, to_address: str, *, with_phone: bool = False) -> Answer | None:
    """Who answers a mail about it: its manager, or the mailbox of its office; not its reader (N3)."""
    manager, office = partnership.manager, partnership.office
    if manager and manager.is_active and manager.email.casefold() != to_address.casefold():
        return Answer(manager.name, manager.email, manager.phone if with_phone else "")
    return Answer(office.name, office.email) if office and office.email else None
