"""The page of a partnership asks once what there is at all, and shows what it would show if it read everything (O2)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships import hooks
from partnerships.models import Partnership
from partnerships.shared.services.on_record import LISTS
from reviews.models import Assessment, Review
from tests.factories import make_partnership
from tests.permissions.asking import browser_of

pytestmark = pytest.mark.django_db


def page_of(browser, pk: int) -> str:
    """Without what each answer draws again for itself."""
    found = browser.get(reverse("partnerships:partnership", args=[pk])).content.decode()
    return re.sub(r'(nonce|value|content)="[\w.:-]{20,}"', "", found)


def judged_at_last() -> None:
    """A review was confirmed that judged an objective."""
    judged = Assessment.objects.exclude(judgement="").order_by("pk").first()
    Review.objects.filter(pk=judged.review_id).update(status="confirmed", held_on=timezone.localdate())


def test_with_a_row_of_everything_no_part_of_the_page_is_missing(worlds, monkeypatch):
    browser = browser_of(worlds.cast.lina)
    with scopes_disabled():
        judged_at_last()
        keys = list(Partnership.objects.filter(service=worlds.cast.service).values_list("pk", flat=True))
    asked = {key: page_of(browser, key) for key in keys}

    monkeypatch.setattr(hooks.on_record, "ask", lambda partnership: None)

    assert len(keys) > 3
    assert {key: page_of(browser, key) for key in keys} == asked


def test_what_the_comparison_looked_at(worlds):
    """All but what has stories of its own: on forming, reminders and entries."""
    with scopes_disabled():
        judged_at_last()
        keys = list(Partnership.objects.values_list("pk", flat=True))
        absent = hooks.on_record._present.absent(keys) - {*LISTS.values()}
    assert {each.__name__ for each in absent} <= {
        *("done_without", "key_places", "quotas", "entries", "rounds", "answered_invitations", "examinations")
    }


def test_the_page_of_a_partnership_with_nothing_on_record_asks_little(worlds):
    with scope(service=worlds.cast.service):
        plain = make_partnership(worlds.cast.service, "Plain")
    browser = browser_of(worlds.cast.lina)
    page_of(browser, plain.pk)

    with CaptureQueriesContext(connection) as asked:
        page_of(browser, plain.pk)

    assert len(asked) <= 23
