"""Numbers are accepted as the product prints them in the reader's language, and as machines write them."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pes_partnerships.lib.numbers import display_number, plain_number
from pes_partnerships.lib.numbers.fields import WrittenCountField, WrittenNumberField

LANGUAGES = ["en", "fr", "de", "lt", "pl", "bg", "pt", "sv", "es"]


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("en", "435,054.92", "435054.92"),
        ("en", "12,500", "12500"),
        ("en", "12,5", "12.5"),
        ("en", "12.5", "12.5"),
        ("en", "1,234,567", "1234567"),
        ("fr", "435\u202f054,92", "435054.92"),
        ("fr", "435 054,92", "435054.92"),
        ("fr", "12.5", "12.5"),
        ("de", "435.054,92", "435054.92"),
        ("de", "1.500", "1500"),
        ("de", "1.5", "1.5"),
        ("lt", "−3,5", "-3.5"),
        ("en", "34\u00a0%", "34"),
        ("en", "1’000", "1000"),
    ],
)
def test_what_is_printed_and_what_is_typed_are_the_same_number(language, typed, number):
    with translation.override(language):
        assert WrittenNumberField(max_digits=16, decimal_places=2).clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["plenty", "1,2,3", "1.2.3", "1,23,456.7", "--1", "12,500.50.1", "1e5x", "%"])
def test_what_is_no_number_is_refused(typed):
    with translation.override("en"), pytest.raises(forms.ValidationError):
        WrittenNumberField(max_digits=16, decimal_places=2).clean(typed)


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_printed_number_is_read_back(language, number):
    with translation.override(language):
        assert Decimal(plain_number(display_number(number))) == number


def test_a_count_is_a_whole_number():
    with translation.override("en"):
        assert WrittenCountField().clean("85,000") == 85000
        with pytest.raises(forms.ValidationError):
            WrittenCountField().clean("85,5")
