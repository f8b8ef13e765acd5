"""G5, O2: how many of the expected values came, and how many in time: by objective, quota and partner."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pes_partnerships.lib.dates import PartialDate
from reviews.models import Series
from reviews.periods.services.completeness import completeness_of
from reviews.periods.services.confirming import confirm_period
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.rules.periods import quarter
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_objective, make_running

rows = lent_review(make_running)

TODAY = date(2026, 11, 29)
SINCE = datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def running(objective):
    """In force since January, with a report each quarter, first due on 15 April."""
    agreement = objective.agreement
    agreement.in_force_at = SINCE
    agreement.save()
    Series.objects.create(
        partnership=agreement.partnership,
        agreement=agreement,
        kind="statistical_report",
        every_months=3,
        starts_on=date(2026, 1, 20),
        anchor_on=date(2026, 4, 15),
    )
    return agreement.partnership


@pytest.fixture
def url(running):
    return reverse("reviews:completeness", args=[running.pk])


def value(objective, by, number: int, day: date, **fields):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    fields = {"source": "register", "value": Decimal(4), **fields}
    return enter_value(objective=objective, by=by, as_of=quarter(2026, number), at=at, **fields)


def states(running) -> dict[tuple[str, str], list[str]]:
    found = completeness_of(running, TODAY)
    return {(line.number, line.partner): [cell.state for cell in line.cells] for line in found.lines}


def test_each_period_is_in_time_late_or_missing(running, objective, by, owner):
    value(objective, by, 1, date(2026, 4, 15))
    value(objective, by, 2, date(2026, 7, 27))
    for number, day in ((1, date(2026, 4, 1)), (3, date(2026, 10, 1))):
        value(objective, by, number, day, party=owner, source="municipality")

    assert states(running) == {
        ("1", ""): ["in_time", "late", "missing"],
        ("1", "Alytus municipality"): ["in_time", "missing", "in_time"],
    }
    line = completeness_of(running, TODAY).lines[0]
    assert (len(line.due), line.reported, line.in_time, line.cells[1].days_late) == (3, 2, 1, 12)


def test_a_quota_has_a_line_of_its_own_and_its_values_are_not_those_of_the_objective(running, objective, by, owner):
    women = objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    value(objective, by, 1, date(2026, 4, 15))
    shares = {"quota": women, "value": None, "numerator": 3, "denominator": 12}
    value(objective, by, 2, date(2026, 7, 27), **shares)
    value(objective, by, 3, date(2026, 10, 1), party=owner, source="municipality", **shares)

    assert states(running) == {
        ("1", ""): ["in_time", "missing", "missing"],
        ("1.1", ""): ["missing", "late", "in_time"],
    }


def test_the_page_and_its_file_name_the_quota(url, objective, by, in_scope, sign_in):
    objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    jonas = sign_in(in_scope.jonas)
    page = words_on(jonas.get(url))
    assert "1.1 at least 50\u00a0% women" in page.replace("50 %", "50\u00a0%")
    assert "Objective, quota or partner" in page
    listed = jonas.get(url + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert listed[0].startswith("Number,Objective,Quota,Partner,")
    assert listed[2].startswith("1.1,Objective 1,at least 50\u00a0% women,,")


def test_what_came_in_time_and_was_corrected_later_came_in_time(running, objective, by):
    first = value(objective, by, 1, date(2026, 4, 2))
    said = {"as_of": first.as_of, "source": "register", "value": Decimal(5)}
    correct_value(measurement=first, by=by, reason="Typo", at=datetime(2026, 9, 1, tzinfo=UTC), **said)
    withdrawn = value(objective, by, 2, date(2026, 7, 2))
    withdraw_value(measurement=withdrawn, by=by, reason="Of another objective")

    assert states(running)["1", ""] == ["in_time", "missing", "missing"]


def test_months_fill_their_quarter_and_a_year_does_not(running, objective, by):
    at = datetime(2026, 4, 3, tzinfo=UTC)
    for as_of in (PartialDate(2026, 2), PartialDate(2026)):
        enter_value(objective=objective, by=by, as_of=as_of, source="register", value=Decimal(4), at=at)

    assert states(running)["1", ""] == ["in_time", "missing", "missing"]


def test_without_a_report_the_rhythm_of_the_reviews_counts(running, objective):
    Series.objects.filter(kind="statistical_report").delete()
    assert [str(each.period) for each in completeness_of(running, date(2027, 3, 1)).expected] == ["2026"]
    assert completeness_of(running, date(2027, 3, 1)).days == 60


def test_what_people_judge_without_figures_is_not_expected(running, objective):
    make_objective(objective.agreement, "Trust", target_kind="judged")
    assert list(states(running)) == [("1", "")]


def test_the_page_says_the_rule_the_marks_in_words_and_what_is_confirmed(url, objective, by, in_scope, sign_in):
    value(objective, by, 1, date(2026, 4, 15))
    value(objective, by, 2, date(2026, 7, 27))
    confirm_period(objective=objective, period=quarter(2026, 1), by=by)
    jonas = sign_in(in_scope.jonas)

    page = jonas.get(url)

    words = words_on(page)
    assert "within 15 days after the end of their period" in words
    assert all(each in words for each in ("In time", "12 days late", "Missing", "Confirmed", "2 of 3", "1 of 3"))
    assert reverse("reviews:period", args=[objective.pk, "2026-01_2026-03"]) in page.content.decode()
    text = jonas.get(f"{url}?format=csv").content.decode()
    assert all(each in text for each in ("12 days late", "Quarter 1 of 2026", "Reported"))
    assert jonas.get(f"{url}?format=xlsx").status_code == 200


def test_nothing_measured_says_what_to_do(url, in_scope, sign_in):
    page = words_on(sign_in(in_scope.jonas).get(url))
    assert "No value has been entered yet. Enter the values of the periods below" in page
    assert "Missing" in page


def test_before_the_first_period_is_over(planned, in_scope, sign_in):
    page = sign_in(in_scope.jonas).get(reverse("reviews:completeness", args=[planned.partnership.pk]))
    assert "The first period is not over yet." in words_on(page)


def test_many_periods_have_pages(url, objective, in_scope, sign_in):
    Series.objects.filter(kind="statistical_report").update(every_months=1, anchor_on=date(2026, 2, 10))
    jonas = sign_in(in_scope.jonas)
    first, second = jonas.get(url), jonas.get(f"{url}?page=2")
    assert (first.context["periods"][-1], len(first.context["periods"])) == ("October 2026", 6)
    assert (second.context["periods"][0], second.context["later"], second.context["earlier"]) == (
        "January 2026",
        "?page=1",
        "",
    )


def test_the_page_asks_as_much_for_three_objectives(url, objective, by, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    value(objective, by, 1, date(2026, 4, 15))
    jonas.get(url)
    with CaptureQueriesContext(connection) as one:
        jonas.get(url)
    for title in ("Second", "Third"):
        value(make_objective(objective.agreement, title), by, 1, date(2026, 4, 15))
    with CaptureQueriesContext(connection) as three:
        jonas.get(url)
    assert len(three) == len(one)


def test_the_partnership_page_leads_there(url, running, in_scope, sign_in):
    page = sign_in(in_scope.jonas).get(reverse("partnerships:partnership", args=[running.pk]))
    assert url in page.content.decode()
