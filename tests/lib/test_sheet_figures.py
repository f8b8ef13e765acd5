"""Numbers in a file are read with the marks of their language, and nothing that has two readings is guessed (F2)."""

from decimal import Decimal

import pytest

from pes_partnerships.lib.sheets.figures import COMMA, POINT, NumberRefused, NumberUnclear, decimal_mark, read_number


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.250,5", "1250.5"),
        ("1,250.50", "1250.50"),
        ("1 250,5", "1250.5"),
        ("1 250", "1250"),
        ("1'250.5", "1250.5"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("0.125", "0.125"),
        ("-5", "-5"),
        ("−5,25", "-5.25"),
    ],
)
def test_a_number_says_by_its_marks_how_it_is_written(written, read):
    assert read_number(written) == Decimal(read)


def test_a_number_with_two_readings_asks_for_the_mark():
    with pytest.raises(NumberUnclear):
        read_number("1.250")
    assert (read_number("1.250", COMMA), read_number("1.250", POINT)) == (1250, Decimal("1.25"))


@pytest.mark.parametrize("written", ["3,8E+13", "########", "many", "12,34,5", "1.25,5"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(NumberRefused):
        read_number(written)


def test_each_language_has_its_mark():
    assert [decimal_mark(code) for code in ("en", "fr", "de", "lt", "unknown")] == [POINT, COMMA, COMMA, COMMA, POINT]
