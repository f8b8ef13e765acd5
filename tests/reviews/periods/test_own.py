"""G5: a partner that owns the reports of an objective confirms a period by its standing link, as the office can."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from reviews.door.services.links import give_contact_link
from reviews.models import PeriodConfirmation
from reviews.periods.services.confirming import confirm_period, withdraw_confirmation
from reviews.shared.services import PeriodLocked
from tests.pages import typed_in, words_on

from .conftest import QUARTER, SLUG, enter


@pytest.fixture
def jonas(partner) -> Contact:
    return Contact.objects.create(organisation=partner.organisation, name="Jonas Jonaitis", email="jonas@town.example")


@pytest.fixture
def token(partner, jonas) -> str:
    return give_contact_link(participation=partner, contact=jonas, at=timezone.now())


def period_of(token: str, objective, slug: str = SLUG) -> str:
    return reverse("reviews:own_period", args=[token, objective.pk, slug])


def test_its_own_page_names_the_figures_and_what_is_not_confirmed(token, objective, months, owner):
    page = Client().get(reverse("reviews:door", args=[token]))
    words = words_on(page)
    assert "The figures that you report" in words
    assert "2 periods have values that are not confirmed." in words
    assert reverse("reviews:own_periods", args=[token, objective.pk]) in page.content.decode()


def test_it_sees_the_figures_and_what_they_lack_before_it_confirms(token, objective, months, owner, jonas):
    visitor = Client()
    asked = {"step": "quarter"}
    assert SLUG in visitor.get(reverse("reviews:own_periods", args=[token, objective.pk]), asked).content.decode()
    page = visitor.get(period_of(token, objective))
    words = words_on(page)
    for each in ("Missing: March 2026", "1 value is missing", "1 value is an estimate", "2 values have no proof"):
        assert each in words
    assert "Entered by" not in words, "names of the office are not shown"

    assert visitor.post(period_of(token, objective), typed_in(page, "seen")).status_code == 302

    found = PeriodConfirmation.objects.get()
    assert (found.period, found.confirmed_by, found.confirmed_contact) == (QUARTER, None, jonas)
    assert (found.owner_name, found.values_count, found.missing_count) == ("Alytus municipality", 2, 1)
    entry = LedgerEntry.objects.about(found).get()
    assert (entry.act, entry.actor_kind, entry.private("actor")) == ("period.confirmed", "link", "Jonas Jonaitis")
    assert "by Jonas Jonaitis, Alytus municipality, no correction since" in words_on(
        visitor.get(period_of(token, objective))
    )


def test_it_is_the_same_lock_and_the_office_reads_who_confirmed(token, objective, months, owner, by, in_scope, sign_in):
    visitor = Client()
    visitor.post(period_of(token, objective), typed_in(visitor.get(period_of(token, objective)), "seen"))
    with pytest.raises(PeriodLocked):
        enter(objective, by, 3)
    lina = sign_in(in_scope.lina)
    page = words_on(lina.get(reverse("reviews:period", args=[objective.pk, SLUG])))
    assert "by Jonas Jonaitis, Alytus municipality" in page
    withdraw_confirmation(confirmation=PeriodConfirmation.objects.get(), by=Actor.user(in_scope.lina), reason="Wrong")
    assert "Confirm and lock the period" in words_on(visitor.get(period_of(token, objective)))


def test_what_is_sent_twice_confirms_once(token, objective, months, owner):
    visitor = Client()
    sent = typed_in(visitor.get(period_of(token, objective)), "seen")
    assert [visitor.post(period_of(token, objective), sent).status_code for _twice in range(2)] == [302, 302]
    assert PeriodConfirmation.objects.count() == 1
    assert "is confirmed already" in words_on(visitor.get(period_of(token, objective)))


def test_a_value_that_came_meanwhile_is_shown_before_anything_is_confirmed(token, objective, months, owner, by):
    visitor = Client()
    sent = typed_in(visitor.get(period_of(token, objective)), "seen")
    enter(objective, by, 3)
    page = visitor.post(period_of(token, objective), sent)
    assert (page.status_code, PeriodConfirmation.objects.count()) == (409, 0)
    assert "Something has changed since you looked at it" in words_on(page)
    assert visitor.post(period_of(token, objective), typed_in(page, "seen")).status_code == 302


def test_what_the_office_confirmed_meanwhile_is_not_confirmed_again(token, objective, months, owner, by):
    visitor = Client()
    sent = typed_in(visitor.get(period_of(token, objective)), "seen")
    confirm_period(objective=objective, period=QUARTER, by=by, word="By telephone")
    assert visitor.post(period_of(token, objective), sent).status_code == 302
    assert PeriodConfirmation.objects.get().confirmed_by == by.person


def test_the_figures_of_another_owner_are_not_there(token, objective, months):
    visitor = Client()
    assert "The figures that you report" not in words_on(visitor.get(reverse("reviews:door", args=[token])))
    for path in (period_of(token, objective), reverse("reviews:own_periods", args=[token, objective.pk])):
        assert visitor.get(path).status_code == 404
    assert visitor.post(period_of(token, objective), {}).status_code == 404
    assert not PeriodConfirmation.objects.exists()


def test_what_is_no_period_is_not_there_and_a_link_that_ended_confirms_nothing(token, objective, months, owner, jonas):
    visitor = Client()
    assert visitor.get(period_of(token, objective, "yesterday")).status_code == 404
    sent = typed_in(visitor.get(period_of(token, objective)), "seen")
    jonas.left_on = timezone.localdate()
    jonas.save()
    assert visitor.post(period_of(token, objective), sent).status_code == 410
    assert not PeriodConfirmation.objects.exists()


def test_the_queries_of_its_page_do_not_grow_with_the_values(token, objective, months, owner, by):
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(reverse("reviews:door", args=[token]))
        return len(asked)

    counted()
    few = counted()
    for month in (3, 4, 5):
        enter(objective, by, month)
    assert counted() == few
