"""G5, O2: each value of the grid says whether it has a proof, and where; the files of the grid count it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.proof.services.keeping import add_proof, withdraw_proof
from reviews.results.services.measuring import enter_value
from tests.pages import words_on

from .conftest import MARCH, cell, filled


def enter(objective, by, period: PartialDate = MARCH, **fields) -> Measurement:
    fields = {"value": Decimal(430), "source": "register", **fields}
    return enter_value(objective=objective, by=by, as_of=period, **fields)


def proven(value: Measurement, by, title: str = "Register", **fields):
    return add_proof(measurement=value, by=by, title=title, link="https://example.org/register", **fields)


def proofs(page) -> dict[str, str]:
    """By period, of the first line."""
    return {each["period"]: each["proof"]["words"] for each in page.context["rows"][0]["cells"] if each["proof"]}


def test_a_value_says_how_many_proofs_it_has_and_links_to_them(objective, women, by, jonas, grid_url):
    value = enter(objective, by)
    enter(objective, by, PartialDate.parse("2026-02"))
    for title in ("Register", "Report"):
        proven(value, by, title)

    page = jonas.get(grid_url)

    assert proofs(page) == {"February 2026": "no proof", "March 2026": "2 proofs"}
    assert reverse("reviews:value_proof", args=[value.pk]) in page.content.decode()
    assert "2 proofs : 1. Objective 1, March 2026" in words_on(page), "a link is told apart without its place"


def test_a_proof_that_was_withdrawn_or_has_ended_does_not_count(objective, by, jonas, grid_url):
    value, other = enter(objective, by), enter(objective, by, PartialDate.parse("2026-02"))
    withdraw_proof(proof=proven(value, by), by=by, reason="Of another year")
    proven(other, by, valid_until=timezone.localdate() - timedelta(days=1))
    assert proofs(jonas.get(grid_url))["March 2026"] == "no proof"
    assert proofs(jonas.get(grid_url))["February 2026"].startswith("proof ended on")


def test_a_refused_form_says_it_too(objective, by, jonas, grid_url):
    proven(enter(objective, by), by)
    refused = jonas.post(grid_url, filled(jonas, grid_url, **{cell(objective): "many"}))
    assert refused.status_code == 422
    assert proofs(refused)["March 2026"] == "1 proof"


def test_the_files_count_the_proofs_of_each_period(objective, by, jonas, grid_url):
    proven(enter(objective, by), by)
    enter(objective, by, PartialDate.parse("2026-04"))
    listed = jonas.get(grid_url + "&format=csv").content.decode("utf-8-sig").splitlines()
    assert listed[1] == "1,Objective 1,people,,430.00,430.00,,1,0"


@pytest.mark.parametrize("shown", ["", "&format=csv"])
def test_the_grid_asks_as_much_for_three_proofs_as_for_one(objective, by, jonas, grid_url, shown):
    def counted() -> int:
        with CaptureQueriesContext(connection) as caught:
            jonas.get(grid_url + shown)
        return len(caught)

    proven(enter(objective, by), by)
    counted()
    one = counted()
    for month in ("2026-02", "2026-04"):
        proven(enter(objective, by, PartialDate.parse(month)), by)
    assert counted() == one
