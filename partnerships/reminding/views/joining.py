"""What reminding adds to the page of the partnership: the way to a calendar of its days (N3)."""

import datetime

from django.urls import reverse

from partnerships.hooks import Group, Panel
from partnerships.models import Agreement, Partnership
from pes_partnerships.accounts.models import Membership


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    url = reverse("partnerships:partnership_calendar", args=[partnership.pk])
    return [Panel("partnerships/reminding/_panel_calendar.html", {"url": url}, "aside", 90, Group.RECORDS)]
