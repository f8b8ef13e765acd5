"""O3: what a result costs is said with its figures, or why it cannot be calculated; a control group beside a result."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import AloneCost
from reviews.results.rules.costing import Alone, Counted, Money, alone_lines, cost_lines
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import result_for
from tests.pages import typed_in, words_on

COUNTED = {"counting": "sum", "unit": "people", "target": Decimal(700), "reached": Decimal(400), "year": 2027}
YEARS = ((2026, Decimal(10_000)), (2027, Decimal(30_000)), (2028, Decimal(30_000)))
EURO = Money("EUR", Decimal(70_000), YEARS)
NOT_IN_IT = "Contributions without an amount of money, such as staff, rooms or shares, are not in it."


def lines(*money, **counted):
    return cost_lines(Counted(**{**COUNTED, **counted}), money)


def test_the_agreed_and_the_reached_have_their_own_figures():
    assert lines(EURO, objectives=3) == [
        "As agreed: EUR\u00a070,000 for 700\u00a0people, which is EUR\u00a0100 for each.",
        "Up to 2027: EUR\u00a040,000 for 400\u00a0people, which is EUR\u00a0100 for each.",
        "The money also serves 2 other objectives.",
        NOT_IN_IT,
    ]


def alone(amount: str, currency: str = "EUR") -> Alone:
    return Alone(Decimal(amount), currency, 2026, "own courses", date(2026, 5, 4))


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (alone("120"), "The partnership costs EUR\u00a020 less for each: EUR\u00a0100."),
        (alone("80.50"), "The partnership costs EUR\u00a019.50 more for each: EUR\u00a0100."),
        (alone("100"), "The partnership costs the same for each."),
    ],
)
def test_the_cost_of_a_result_is_set_against_acting_alone(stated, said):
    first, second = alone_lines(Counted(**COUNTED), [EURO], stated)
    assert first.startswith("Acting alone, each would cost EUR")
    assert first.endswith("(prices of 2026; own courses).")
    assert second == said


@pytest.mark.parametrize("money", [[], [Money("CHF", Decimal(7_000))], [EURO, Money("EUR", None)]])
def test_acting_alone_is_compared_only_in_one_currency_and_with_amounts(money):
    assert len(alone_lines(Counted(**COUNTED), money, alone("120"))) == 1
    assert alone_lines(Counted(**COUNTED), money, None) == []


def test_currencies_are_never_added_up():
    said = lines(EURO, Money("CHF", Decimal(7_000)))
    assert [line.partition(" for ")[0] for line in said[:3]] == [
        "As agreed: EUR\u00a070,000",
        "Up to 2027: EUR\u00a040,000",
        "As agreed: CHF\u00a07,000",
    ]


@pytest.mark.parametrize(
    "unlike",
    [{"unit": "% of the leavers"}, {"counting": "period"}, {"counting": ""}, {"target": None, "reached": None}],
)
def test_what_is_no_count_has_no_cost(unlike):
    assert lines(EURO, **unlike) == []


def test_an_amount_that_is_not_stated_is_named():
    assert lines(EURO, Money("EUR", None)) == [
        "The cost of a result cannot be calculated: 1 contribution in money states no amount."
    ]
    assert lines() == []


def test_what_was_reached_is_not_divided_without_amounts_by_year():
    assert len(lines(Money("EUR", Decimal(70_000)))) == 2


@pytest.fixture
def objective(planned):
    objective = planned.agreement.objectives.get()
    objective.counting = "total"
    objective.save()
    return objective


def test_the_page_of_values_says_it(objective, in_scope, sign_in):
    given = objective.agreement.contributions.create(kind="money", amount=70_000, currency="EUR", source_name="ESF+")
    objective.agreement.contributions.create(kind="staff", amount=2, unit="posts", source_name="Municipality")
    for year, amount in YEARS:
        given.years.create(year=year, amount=amount)
    enter_value(
        objective=objective, by=Actor.user(in_scope.jonas), as_of=PartialDate(2026), source="x", value=Decimal(50)
    )
    page = words_on(sign_in(in_scope.jonas).get(reverse("reviews:values", args=[objective.pk])))
    assert "Up to 2026: EUR 10,000 for 50 people, which is EUR 200 for each." in page


def test_acting_alone_is_stated_once_and_again_and_the_earlier_statement_stays(objective, in_scope, sign_in):
    """O3: by the office, with source and year; who only reads is not asked."""
    given = objective.agreement.contributions.create(kind="money", amount=70_000, currency="EUR", source_name="ESF+")
    given.years.create(year=2026, amount=10_000)
    enter_value(
        objective=objective, by=Actor.user(in_scope.jonas), as_of=PartialDate(2026), source="x", value=Decimal(50)
    )
    jonas, page = sign_in(in_scope.jonas), reverse("reviews:values", args=[objective.pk])
    assert "It is not stated what a result would cost without the partnership." in words_on(jonas.get(page))
    form = reverse("reviews:alone_cost", args=[objective.pk])
    for amount in ("210.5", "260"):
        typed = typed_in(jonas.get(form), "source", amount=amount, currency="EUR", year="2026", source="Own courses")
        said = words_on(jonas.post(form, typed, follow=True))
    assert "Acting alone, each would cost EUR 260 (prices of 2026; Own courses)." in said
    assert "The partnership costs EUR 60 less for each: EUR 200." in said
    assert "Earlier statements of acting alone EUR 210.50 (prices of 2026; Own courses), stated on" in said
    assert AloneCost.objects.count() == 2
    assert "State the cost" not in words_on(sign_in(in_scope.vytas).get(page))


def test_what_is_wrong_in_the_cost_of_acting_alone_is_said_at_its_field(objective, in_scope, sign_in):
    jonas, form = sign_in(in_scope.jonas), reverse("reviews:alone_cost", args=[objective.pk])
    typed = typed_in(jonas.get(form), "source", amount="-3", currency="", year="26", source="")
    answer = jonas.post(form, typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"amount", "currency", "year", "source"}
    assert "Enter the year with four digits." in words_on(answer)


def test_a_share_has_no_cost_by_the_piece(objective, in_scope, sign_in):
    objective.unit = "% of the leavers"
    objective.save()
    jonas = sign_in(in_scope.jonas)
    answer = jonas.get(reverse("reviews:alone_cost", args=[objective.pk]), follow=True)
    assert "Only what an objective of a signed agreement counts by the piece has a cost." in words_on(answer)
    assert "Cost of a result" not in words_on(answer)


def test_a_control_group_is_named_beside_any_result(objective, in_scope):
    by = Actor.user(in_scope.jonas)
    for value, is_control in ((50, False), (40, True)):
        enter_value(
            objective=objective, by=by, as_of=PartialDate(2026), source="x", value=Decimal(value),
            is_control_group=is_control,
        )  # fmt: skip
    verdict = result_for(objective, PartialDate(2027).earliest()).verdict
    assert "The control group is at 40\u00a0people: a difference of +10\u00a0people." in verdict.reason
