"""O2: values of single partners are shown beside the total, and never count twice in it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Organisation, Participation, Party
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.rules.splitting import split_note
from reviews.results.services.measuring import enter_value
from reviews.results.services.results import result_for, results_of
from reviews.results.services.splits import split_of
from tests.lending import lent_review
from tests.reviews.conftest import make_agreement, make_objective, make_running

rows = lent_review(make_running)

JUNE, JULY = PartialDate.parse("2027-06"), PartialDate.parse("2027-07")
TODAY = date(2027, 11, 1)


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned):
    objective = planned.agreement.objectives.get()
    objective.counting = "sum"
    objective.save()
    return objective


@pytest.fixture
def college(partner, objective) -> Party:
    school = Organisation.objects.create(service=objective.agreement.partnership.service, name="Vocational college")
    taking_part = Participation.objects.create(partnership=partner.partnership, organisation=school, status="member")
    return Party.objects.create(agreement=objective.agreement, participation=taking_part, order=2)


@pytest.fixture
def municipality(partner, objective) -> Party:
    return Party.objects.create(agreement=objective.agreement, participation=partner, order=1)


def enter(objective, by, value, as_of=JUNE, **fields) -> Measurement:
    return enter_value(objective=objective, by=by, as_of=as_of, source="register", value=Decimal(value), **fields)


def test_the_split_stands_beside_the_total_and_names_the_difference(objective, municipality, college, by):
    enter(objective, by, 300)
    enter(objective, by, 400, JULY)
    for party, values in ((college, (120, 80)), (municipality, (200, 250))):
        for month, value in zip((JUNE, JULY), values, strict=True):
            enter(objective, by, value, month, party=party)

    result = result_for(objective, TODAY)
    split = split_of(result)

    assert result.shown_value == "700\u00a0people in total"
    assert [(line.name, line.shown_value) for line in split.lines] == [
        ("Alytus municipality", "450\u00a0people in total"),
        ("Vocational college", "200\u00a0people in total"),
    ]
    assert split.note == (
        "The values of the partners add up to 650\u00a0people. The total is 700\u00a0people: 50\u00a0people more."
    )


def test_without_a_total_it_is_said_and_nothing_is_invented(objective, municipality, by):
    enter(objective, by, 200, party=municipality)

    (result,) = results_of(objective.agreement, TODAY)

    assert (result.shown_value, result.chart, result.ratio) == ("", None, None)
    assert result.verdict.reason == "There are values of single partners only. Enter the total."
    assert split_of(result).note.startswith("The total is not known")


def test_two_sources_of_one_period_are_not_added_up(objective, by):
    enter(objective, by, 300)
    enter_value(objective=objective, by=by, as_of=JUNE, source="survey", value=Decimal(310))
    enter(objective, by, 400, JULY)

    assert result_for(objective, TODAY).shown_value == "710\u00a0people in total"


def test_a_year_and_its_months_are_not_added_up(objective, by):
    enter(objective, by, 300)
    enter(objective, by, 400, JULY)
    enter(objective, by, 50, PartialDate.parse("2026-12"))
    enter(objective, by, 720, PartialDate.parse("2027"))

    assert result_for(objective, TODAY).shown_value == "770\u00a0people in total"


def test_the_values_of_a_partner_follow_it_into_the_next_version(objective, municipality, by, planned):
    enter(objective, by, 200, party=municipality)
    planned.agreement.status = "superseded"
    planned.agreement.save()
    newer = make_agreement(planned.partnership, version=2)
    following = make_objective(newer, lineage=objective.lineage, counting="sum")
    again = Party.objects.create(agreement=newer, participation=municipality.participation)
    enter(following, by, 50, JULY, party=again)

    (line,) = split_of(result_for(following, TODAY)).lines

    assert (line.name, line.shown_value) == ("Alytus municipality", "250\u00a0people in total")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"counting": "sum", "unit": "%"}, ""),
        ({"counting": "period", "unit": "days on average"}, ""),
        ({"counting": "", "unit": "people"}, ""),
        ({"counting": "sum", "unit": "people", "total": None}, "The total is not known"),
        ({"counting": "sum", "unit": "people", "total": Decimal(30)}, "add up to the total, 30\u00a0people."),
        ({"counting": "sum", "unit": "people", "total": Decimal(25)}, "5\u00a0people less."),
        ({"counting": "total", "unit": "people", "days": {TODAY, date(2027, 1, 1)}}, "of different dates"),
        ({"counting": "sum", "unit": "people", "parts": [Decimal(10), None]}, ""),
    ],
)
def test_only_counts_are_compared_with_the_total(given, said):
    facts = {"total": Decimal(40), "parts": [Decimal(10), Decimal(20)], "days": {TODAY}, **given}
    note = split_note(**facts)
    assert said in note if said else note == ""


def test_a_value_of_one_partner_is_entered_on_the_form(objective, municipality, college, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    url = reverse("reviews:value_new", args=[objective.pk])
    form = {"value": "52", "as_of_year": str(timezone.localdate().year), "source": "register"}
    for party in ("", municipality.pk, college.pk):
        assert jonas.post(url, {**form, "party": party}).status_code == 302
    assert jonas.post(url, {**form, "party": college.pk}).context["form"].errors.keys() == {"as_of"}
    refused = jonas.post(url, {**form, "party": college.pk, "is_control_group": "on"}).context["form"].errors
    assert refused.keys() == {"party"}
    assert sorted(str(each.party) for each in Measurement.objects.all()) == sorted(
        ["None", str(municipality), str(college)]
    )
    page = jonas.get(reverse("reviews:values", args=[objective.pk])).content.decode()
    assert "The values of the partners add up to 104\u00a0people" in page
    assert "2 of 2 parties have values of their own." in page


def test_the_page_of_values_costs_the_same_for_one_partner_and_for_two(
    objective, municipality, college, by, in_scope, sign_in
):
    jonas, url = sign_in(in_scope.jonas), reverse("reviews:values", args=[objective.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert jonas.get(url).status_code == 200
        return len(caught)

    enter(objective, by, 200, party=municipality)
    cost()
    one = cost()
    enter(objective, by, 100, party=college)
    enter(objective, by, 120, JULY, party=college)
    assert cost() == one
