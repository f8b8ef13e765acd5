"""Pages of a partnership and its draft ask once what is there, and show what they would if they read all (O2)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships import hooks
from partnerships.models import Agreement, FactMark, Partnership
from partnerships.preparation.services.advice import ask_adviser, decide_model
from partnerships.rules.marks import FactMarkKind
from partnerships.shared.services.on_record import LISTS
from pes_partnerships.ledger.services import Actor
from reviews.models import Assessment, Review
from tests.factories import make_partnership
from tests.permissions.asking import browser_of

pytestmark = pytest.mark.django_db


def page_of(browser, pk: int, route: str = "partnerships:partnership") -> str:
    """Without what each answer draws again for itself."""
    found = browser.get(reverse(route, args=[pk])).content.decode()
    return re.sub(r'(nonce|value|content)="[\w.:-]{20,}"', "", found)


def also_judged_marked_and_decided(worlds) -> None:
    """A review was confirmed that judged an objective; a fact has a mark; the model of a draft was decided."""
    judged = Assessment.objects.exclude(judgement="").order_by("pk").first()
    Review.objects.filter(pk=judged.review_id).update(status="confirmed", held_on=timezone.localdate())
    drafted = Partnership.objects.filter(service=worlds.cast.service, agreements__status="draft").order_by("pk").first()
    FactMark.objects.create(partnership=drafted, about="place", mark=FactMarkKind.OUR_READING)
    by = Actor.user(worlds.cast.lina)
    decide_model(
        advice=ask_adviser(partnership=drafted, by=by, answers={}), by=by, model="agile", reason="It is small."
    )


def test_with_a_row_of_everything_no_part_of_the_page_is_missing(worlds, monkeypatch):
    browser = browser_of(worlds.cast.lina)
    with scopes_disabled():
        also_judged_marked_and_decided(worlds)
        keys = list(Partnership.objects.filter(service=worlds.cast.service).values_list("pk", flat=True))
        drafts = list(Agreement.objects.filter(partnership__in=keys, status="draft").values_list("pk", flat=True))
    pages = [(key, "partnerships:partnership") for key in keys] + [(key, "partnerships:agreement") for key in drafts]
    asked = {page: page_of(browser, *page) for page in pages}

    monkeypatch.setattr(hooks.on_record, "ask", lambda partnership: None)

    assert len(keys) > 3
    assert len(drafts) > 1
    assert {page: page_of(browser, *page) for page in pages} == asked


def test_what_the_comparison_looked_at(worlds):
    """All but what has stories of its own: on forming, reminders and entries."""
    with scopes_disabled():
        also_judged_marked_and_decided(worlds)
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
