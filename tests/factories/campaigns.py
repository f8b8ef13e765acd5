"""Partnerships in force with their reviews, for campaigns over many of them."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation
from reviews.models import Review
from tests.factories.reviews import many_planned


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def reviews_due(cast: Any, *days: int, partners: int = 1, **fields: Any) -> list[Review]:
    """One review for each number of days from today, each with members that a mail reaches."""
    found = [many_planned(cast, 1, due_on=in_days(each), **fields)[0] for each in days]
    for review in found:
        for number in range(partners):
            add_partner(review, f"partner{number}.{review.pk}@example.org")
    return found


def add_partner(review: Review, email: str = "") -> Participation:
    partnership = review.series.partnership
    name = email.partition("@")[0] or f"Unreached {review.pk}"
    organisation = Organisation.objects.create(service=partnership.service, name=name)
    if email:
        Contact.objects.create(organisation=organisation, name=f"Contact of {name}", email=email)
    return Participation.objects.create(partnership=partnership, organisation=organisation, status="member")


DAYS = {"partners_by": 21, "office_by": 35, "confirm_by": 56}


def campaign_days(**changes: int) -> dict[str, datetime.date]:
    return {name: in_days(days) for name, days in (DAYS | changes).items()}
