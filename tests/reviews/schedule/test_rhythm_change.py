"""R1, R2: a rhythm that runs is changed by a person: how often, when next, who leads it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Series
from reviews.schedule.rules.rhythm import TooFarApart
from reviews.schedule.services.rhythms import add_rhythm, change_rhythm, end_rhythm, hold_occurrence
from tests.pages import typed_in, words_on
from tests.reviews.conftest import IN_FORCE, make_partnership

TODAY = date(2027, 1, 4)
AT = datetime.combine(TODAY, IN_FORCE.timetz())


@pytest.fixture
def lina(in_scope) -> Actor:
    return Actor.user(in_scope.lina)


@pytest.fixture
def figures(planned, lina) -> Series:
    """Figures each quarter, the next on 1 March 2027."""
    return add_rhythm(
        partnership=planned.partnership, by=lina, kind="statistical_report", every_months=3,
        first_on=date(2027, 3, 1), led_by="Alytus", at=AT,
    )  # fmt: skip


def coming(series: Series) -> date:
    return series.reviews.open().get().due_on


def test_the_rhythm_counts_from_its_next_day_and_who_changed_it_is_on_record(figures, lina):
    change_rhythm(series=figures, by=lina, led_by="Town", every_months=1, due_on=date(2027, 2, 28), at=AT)

    assert coming(figures) == date(2027, 2, 28)
    entry = LedgerEntry.objects.about(figures).get(act="series.changed")
    assert entry.before == {"every_months": 3, "led_by": "Alytus"}
    assert entry.after == {"every_months": 1, "led_by": "Town"}
    hold_occurrence(review=figures.reviews.open().get(), by=lina, held_on=date(2027, 3, 10), note="In", at=AT)
    assert coming(figures) == date(2027, 3, 28)


def test_another_leader_moves_nothing(figures, lina):
    change_rhythm(series=figures, by=lina, led_by="Town", every_months=3, due_on=date(2027, 3, 1), at=AT)

    figures.refresh_from_db()
    assert (figures.led_by, figures.anchor_on, coming(figures)) == ("Town", date(2027, 3, 1), date(2027, 3, 1))
    assert LedgerEntry.objects.about(figures).get(act="series.changed").after == {"led_by": "Town"}
    change_rhythm(series=figures, by=lina, led_by="Town", at=AT)
    assert LedgerEntry.objects.about(figures).filter(act="series.changed").count() == 1


def test_what_has_ended_and_what_a_text_says_is_not_changed_here(planned, figures, lina):
    """R1: how often an agreement is reviewed is in its text."""
    with pytest.raises(MoveRefused):
        change_rhythm(series=planned.series, by=lina, led_by="", every_months=6, at=AT)
    with pytest.raises(MoveRefused):
        change_rhythm(series=planned.series, by=lina, led_by="", due_on=date(2027, 2, 1), at=AT)
    change_rhythm(series=planned.series, by=lina, led_by="Lina", at=AT)
    end_rhythm(series=figures, by=lina, at=AT)
    with pytest.raises(MoveRefused):
        change_rhythm(series=figures, by=lina, led_by="Town", at=AT)


def test_reviews_without_an_agreement_stay_within_a_year(in_scope, lina, sign_in):
    partnership = make_partnership(in_scope, "Informal one")
    today = timezone.localdate()
    first = {"kind": "review", "every_months": 6, "first_on": today + timedelta(days=30)}
    series = add_rhythm(partnership=partnership, by=lina, **first)
    with pytest.raises(TooFarApart):
        change_rhythm(series=series, by=lina, led_by="", every_months=24)
    with pytest.raises(TooFarApart):
        change_rhythm(series=series, by=lina, led_by="", due_on=today + timedelta(days=500))
    browser, url = sign_in(in_scope.lina), reverse("reviews:rhythm_change", args=[series.pk])
    form = browser.get(url)
    assert '<option value="24">' not in form.content.decode()
    late = today + timedelta(days=500)
    typed = {"due_on_day": str(late.day), "due_on_month": str(late.month), "due_on_year": str(late.year)}

    refused = browser.post(url, typed_in(form, "led_by", **typed))

    assert refused.status_code == 422
    assert "at most twelve months lie between two reviews" in words_on(refused)


def test_the_page_changes_it_and_says_what_it_cannot_change(planned, figures, in_scope, sign_in):
    browser, url = sign_in(in_scope.lina), reverse("reviews:rhythm_change", args=[figures.pk])
    list_url = reverse("reviews:rhythms", args=[figures.partnership_id])
    assert url in browser.get(list_url).content.decode()
    form = browser.get(url)
    assert '<option value="3" selected>' in form.content.decode()
    day = timezone.localdate() + timedelta(days=40)
    typed = {"due_on_day": str(day.day), "due_on_month": str(day.month), "due_on_year": str(day.year)}

    assert browser.post(url, typed_in(form, "led_by", led_by="Town", every_months="6", **typed)).status_code == 302

    figures.refresh_from_db()
    assert (figures.led_by, figures.every_months, coming(figures)) == ("Town", 6, day)
    assert display_date(day) in words_on(browser.get(list_url))
    agreed = words_on(browser.get(reverse("reviews:rhythm_change", args=[planned.series_id])))
    assert "How often is said by the agreement in force" in agreed
    assert "Next due on" not in agreed
    end_rhythm(series=figures, by=Actor.user(in_scope.lina))
    assert "Nothing was changed" in words_on(browser.get(url, follow=True))
