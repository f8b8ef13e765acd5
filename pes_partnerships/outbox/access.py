"""Whose mails a person may see on the page of the clock. Fails closed."""

from pes_partnerships.accounts.models import Membership
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import OutboxQuerySet


def watches_clock(membership: Membership | None) -> bool:
    """Only for the whole service: a mail tells of partnerships of any office."""
    return membership is not None and membership.may("watch_clock") and membership.office_id is None


def mails_of(membership: Membership) -> OutboxQuerySet:
    """Those of the own service."""
    if not watches_clock(membership):
        return OutboxMail.objects.none()
    return OutboxMail.objects.filter(service=membership.service_id)
