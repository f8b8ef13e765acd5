"""Numbers as people read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from partnerships.objectives.rules.targets import short_unit
from pes_partnerships.lib.numbers import is_share
from reviews.shared.rules import number, occurrence_title, review_name, rounded, with_unit


@pytest.mark.parametrize(
    ("value", "written"),
    [(700, "700"), (6000, "6,000"), (Decimal("52.50"), "52.5"), (Decimal("0.05"), "0.05"), (0, "0"), (-3.5, "-3.5")],
)
def test_a_number_is_grouped_and_has_no_empty_decimals(value, written):
    assert number(value) == written


def test_a_reader_of_french_gets_a_comma():
    with translation.override("fr"):
        assert number(Decimal("52.5")) == "52,5"


@pytest.mark.parametrize("unit", ["%", "% of the leavers", " Per cent of all", "percent"])
def test_a_share_is_written_to_one_decimal_and_with_its_sign(unit):
    assert is_share(unit)
    assert (rounded(Decimal("51.95"), unit), short_unit(unit)) == (Decimal("52.0"), "%")
    assert with_unit(Decimal("51.94"), short_unit(unit)) == "51.9\u00a0%"


def test_other_units_are_kept_whole():
    assert not is_share("people")
    assert (rounded(Decimal("51.94"), "hours"), short_unit("hours")) == (Decimal("51.94"), "hours")
    assert with_unit(688, "") == "688"


def test_a_review_is_called_by_its_rhythm_and_year():
    names = [review_name(months) for months in (12, 6, 3, 1, 5)]
    assert len(set(names)) == 5
    assert occurrence_title("review", 12, date(2027, 11, 30)) == f"{names[0][:1].upper()}{names[0][1:]} 2027"
