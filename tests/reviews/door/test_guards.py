"""R6, R8: every page behind a link goes by the clock of its service, and says when it knows no such link."""

import zoneinfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.accounts.models import EmploymentService
from reviews.door.services.links import give_contact_link
from reviews.models import CorrectiveAction
from tests.pages import typed_in, words_on

FAR = ("Pacific/Kiritimati", "Etc/GMT+12")  # in one of them it is always another day


def test_a_day_is_that_of_the_service(town, in_scope):
    zone = next(
        each for each in map(zoneinfo.ZoneInfo, FAR) if timezone.localdate(timezone=each) != timezone.localdate()
    )
    there = timezone.localdate(timezone=zone)
    EmploymentService.objects.filter(pk=in_scope.service.pk).update(time_zone=zone.key)
    partnership = town.participation.partnership
    action = CorrectiveAction.objects.create(
        partnership=partnership, owner=town.participation, text="Open a room", due_on=there
    )
    token = give_contact_link(participation=town.participation, contact=town.contact, at=timezone.now())
    page, visitor = reverse("reviews:action_own", args=[token, action.pk]), Client()
    visitor.post(page, typed_in(visitor.get(page), "text", text="Done.", is_done="on"))
    action.refresh_from_db()
    assert action.said_on == there


@pytest.mark.parametrize("route", ["door", "part", "health_entry"])
def test_a_link_that_is_not_known_says_so(route, in_scope):
    answer = Client().get(reverse(f"reviews:{route}", args=["never-sent"]))
    assert answer.status_code == 410
    assert "It may be incomplete, or a newer link was sent to you. Nothing has been changed." in words_on(answer)
