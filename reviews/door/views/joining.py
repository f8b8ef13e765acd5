"""What the partners' own pages add to the partnership page: the way to them. No query."""

from datetime import date

from django.urls import reverse

from partnerships.hooks import Group, Panel
from partnerships.models import Agreement, Partnership
from pes_partnerships.accounts.models import Membership


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    if not versions or not membership.may("log_review"):
        return []
    url = reverse("reviews:door_contacts", args=[partnership.pk])
    return [Panel("reviews/door/_panel_partnership.html", {"url": url}, place="aside", order=1, group=Group.TOGETHER)]
