"""O2: which values count: none of the future, one of a source and day, none that was withdrawn; sums where agreed."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.results.services.results import results_of
from reviews.shared.services import AlreadyCorrected
from tests.lending import lent_review
from tests.pages import typed_in, words_on
from tests.reviews.conftest import make_objective, make_running

rows = lent_review(make_running)

TODAY = timezone.localdate


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


@pytest.fixture
def objective(planned):
    return planned.agreement.objectives.get()


def entered(jonas, objective, **typed):
    page = reverse("reviews:value_new", args=[objective.pk])
    year = str(TODAY().year - 1)
    typed = {"value": "12", "as_of_year": year, "source": "Client register", **typed}
    return jonas.post(page, typed_in(jonas.get(page), "numerator", **typed), follow=True)


def value(objective, by, number, as_of: str, **fields) -> Measurement:
    fields = {"source": "register", "value": Decimal(number), **fields}
    return enter_value(objective=objective, by=by, as_of=PartialDate.parse(as_of), **fields)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"as_of_year": "2199"}, "as_of"),
        ({"value": "-3"}, "value"),
    ],
)
def test_what_cannot_have_been_measured_is_refused_at_its_field(jonas, objective, typed, field):
    answer = entered(jonas, objective, **typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Measurement.objects.exists()


def test_a_balance_may_be_negative_where_the_agreement_says_so(jonas, planned):
    balance = make_objective(planned.agreement, "Net change of places", unit="places", baseline_value=Decimal(-40))

    assert entered(jonas, balance, value="-3").status_code == 200
    assert Measurement.objects.get().value == -3


def test_one_source_says_one_value_for_a_day_and_another_source_may_disagree(jonas, objective):
    entered(jonas, objective)

    again = entered(jonas, objective, value="13", source="client register ")

    assert "This source already has a value for" in words_on(again)
    entered(jonas, objective, value="15", source="Survey of the leavers")
    assert sorted(Measurement.objects.values_list("value", flat=True)) == [12, 15]


def test_a_withdrawn_value_counts_no_more_and_stays_readable(jonas, objective, by, planned):
    value(objective, by, 683, "2026-10-31")
    wrong = value(objective, by, 9000, "2026-11-15")
    page = reverse("reviews:value_withdraw", args=[wrong.pk])
    assert jonas.post(page, typed_in(jonas.get(page), "reason")).status_code == 422

    jonas.post(page, typed_in(jonas.get(page), "reason", reason="It belongs to another objective"))

    (result,) = results_of(planned.agreement, date(2026, 11, 20))
    assert result.shown_value == "683\u00a0people"
    shown = jonas.get(reverse("reviews:values", args=[objective.pk])).content.decode()
    assert "<del>9,000\u00a0people</del>" in shown
    assert "It belongs to another objective" in shown
    entry = LedgerEntry.objects.about(wrong).get(act="measurement.withdrawn")
    assert entry.private("reason") == "It belongs to another objective"


def test_a_value_is_withdrawn_or_corrected_once(objective, by):
    first = value(objective, by, 683, "2026-10-31")
    withdraw_value(measurement=first, by=by, reason="Typing")
    day = {"as_of": first.as_of, "source": "register", "value": Decimal(1)}
    for act in (
        lambda: withdraw_value(measurement=first, by=by, reason="Again"),
        lambda: correct_value(measurement=first, by=by, reason="Late", **day),
    ):
        with pytest.raises(AlreadyCorrected):
            act()
    corrected = value(objective, by, 5, "2026-11-01")
    correct_value(measurement=corrected, by=by, reason="Typing", **day)
    with pytest.raises(AlreadyCorrected):
        withdraw_value(measurement=corrected, by=by, reason="Late")


def test_figures_of_each_year_are_added_up_where_the_objective_says_so(planned, by):
    places = make_objective(planned.agreement, "Places filled", counting="sum", target=Decimal(900), unit="people")
    for year, number in (("2024", 300), ("2025", 250), ("2026", 200)):
        value(places, by, number, year)

    _first, result = results_of(planned.agreement, date(2026, 12, 31))

    assert result.shown_value == "750\u00a0people in total"
    assert "The value adds up 3 periods." in result.verdict.reason
    assert {name: Decimal(number) for name, number in result.ratio.items()} == {"value": 750, "max": 900}
    assert [dot.y for dot in result.chart.dots] == sorted((dot.y for dot in result.chart.dots), reverse=True)


def test_a_share_that_was_filled_in_follows_the_counts_that_are_corrected(jonas, planned, by):
    share = make_objective(planned.agreement, "After six months", unit="% of the leavers")
    first = value(share, by, 0, "2026-10-31", **{"value": None, "numerator": 147, "denominator": 283})
    page = reverse("reviews:value_correct", args=[first.pk])

    jonas.post(page, typed_in(jonas.get(page), "reason", numerator="150", reason="Three were missing"))

    assert Measurement.objects.standing().get().value == Decimal("53.00")
