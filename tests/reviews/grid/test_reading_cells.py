"""O2: cells and headings are read as people and spreadsheets write them, or refused with what to write."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from pes_partnerships.lib.dates import PartialDate
from reviews.grid.rules.cells import COMMA, POINT, CellRefused, Figures, read_cell, style_of
from reviews.rules.periods import QUARTER, period_of, period_words, periods_until, read_period, shifted, step_of


@pytest.mark.parametrize(
    ("typed", "style", "value"),
    [
        ("1,250", POINT, "1250"),
        ("1.250", COMMA, "1250"),
        ("4,7", COMMA, "4.7"),
        ("4.7", COMMA, "4.7"),
        ("1\u00a0250,5", COMMA, "1250.5"),
        ("1\u202f250", POINT, "1250"),
        ("46,5\u00a0%", COMMA, "46.5"),
        ("\u22123", POINT, "-3"),
        ("140", POINT, "140"),
    ],
)
def test_a_number_is_read_as_it_is_written(typed, style, value):
    assert read_cell(typed, style) == Figures(value=Decimal(value))


@pytest.mark.parametrize("typed", ["203/436", "203 of 436", "46.6 % (203 of 436)", " 203 / 436 "])
def test_a_count_out_of_a_total_is_read(typed):
    assert read_cell(typed, POINT) == Figures(numerator=203, denominator=436)


def test_a_count_is_read_as_the_readers_language_prints_it():
    with translation.override("fr"):
        assert read_cell("46,6\u00a0% (1\u202f203 sur 2\u202f436)", COMMA) == Figures(numerator=1203, denominator=2436)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("3,80382E+13", "shortened"),
        ("1.250", "more than two decimals"),
        ("many", "is not a number"),
        ("1.250,5,1", "is not a number"),
        ("5/0", "The total"),
        ("5.5/10", "not a count out of a total"),
        ("9" * 15, "too large"),
        ("NaN", "is not a number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(typed, says):
    with pytest.raises(CellRefused, match=says):
        read_cell(typed, POINT)


def test_what_a_cell_shows_is_read_again():
    for language in ("en", "fr"):
        with translation.override(language):
            for figures in (Figures(value=Decimal("1250.5")), Figures(numerator=1203, denominator=2436)):
                assert read_cell(figures.words, style_of(language)) == figures


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("March 2026", "2026-03"),
        ("Mar-26", "2026-03"),
        ("Sept 2026", "2026-09"),
        ("03/2026", "2026-03"),
        ("3.2026", "2026-03"),
        ("Q2 2026", "2026-04/2026-06"),
        ("2026 Q2", "2026-04/2026-06"),
        ("quarter 2 of 2026", "2026-04/2026-06"),
        ("2026-03-31", "2026-03-31"),
        ("Total", None),
        ("13/2026", None),
        ("Jobs 2026", None),
        ("", None),
    ],
)
def test_a_heading_names_a_period(text, period):
    assert read_period(text) == (PartialDate.parse(period) if period else None)


def test_headings_are_read_in_the_readers_language():
    with translation.override("fr"):
        assert read_period("févr. 2026") == read_period("Février 2026") == PartialDate(2026, 2)
        assert read_period("mars-26") == PartialDate(2026, 3)


def test_every_period_is_read_again_as_it_is_named():
    for language in ("en", "fr"):
        with translation.override(language):
            for step in ("month", "quarter", "year"):
                for period in periods_until(period_of(date(2026, 11, 29), step), step, 14):
                    assert read_period(period_words(period)) == period
                    assert step_of(period) == step


def test_periods_are_counted_back_over_the_years():
    last = period_of(date(2026, 2, 10), QUARTER)
    assert [str(each) for each in periods_until(last, QUARTER, 2)] == ["2025-10/2025-12", "2026-01/2026-03"]
    assert shifted(last, QUARTER, 4) == PartialDate.parse("2027-01/2027-03")
