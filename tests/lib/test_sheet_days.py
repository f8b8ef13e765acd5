"""Days in a file are read as Europe writes them, and nothing that has two readings is guessed (F2)."""

import pytest
from babel import Locale

from pes_partnerships.lib.sheets.days import (
    AROUND_NOW,
    CENTURY,
    DAY_FIRST,
    LANGUAGES,
    LAST,
    MONTH_FIRST,
    ORDER,
    THIS,
    DayRefused,
    DayUnclear,
    Ways,
    read_day,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31.12.2025", "2025-12-31"),
        ("31/12/2025", "2025-12-31"),
        ("31-12-2025", "2025-12-31"),
        ("31. 12. 2025.", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),  # there is no month 31
        ("01.06.2025", "2025-06-01"),  # full stops: the day comes first everywhere
        ("5/5/2025", "2025-05-05"),
        ("2025.12.31.", "2025-12-31"),
        ("2025/12/31", "2025-12-31"),
        ("2025-12-31T00:00:00Z", "2025-12-31"),
        ("31.12.2025 14:30", "2025-12-31"),
        ("12/2025", "2025-12"),
        ("2025", "2025"),
        ("2018–2020", "2018/2020"),
        ("2018-2020", "2018/2020"),
        ("31.12.2018 – 31.12.2020", "2018-12-31/2020-12-31"),
        ("Dec 2025", "2025-12"),
        ("1er mars 2024", "2024-03-01"),
        ("31. Dezember 2025", "2025-12-31"),
        ("2025 m. gruodžio 31 d.", "2025-12-31"),
        ("2025. gada 31. decembris", "2025-12-31"),
        ("31 de diciembre de 2025", "2025-12-31"),
        ("15 Φεβρουαρίου 2025", "2025-02-15"),
        ("31 декември 2025 г.", "2025-12-31"),
    ],
)
def test_a_day_is_read_however_it_is_written(written, read):
    assert read_day(written).text == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_every_language_are_read_in_a_file_of_that_language(language):
    months = Locale.parse(language).months["format"]["wide"]

    assert [read_day(f"3 {months[number]} 2024", Ways(language=language)).text for number in range(1, 13)] == [
        f"2024-{number:02d}-03" for number in range(1, 13)
    ]


def test_the_number_that_a_spreadsheet_has_for_a_day_is_said_to_be_one():
    assert (read_day("46022").text, read_day("46022").is_serial) == ("2025-12-31", True)
    assert not read_day("31.12.2025").is_serial


@pytest.mark.parametrize("written", ["01/02/2025", "1-2-2025", "01/02/2025 08:00"])
def test_a_day_with_two_readings_asks_for_the_order(written):
    with pytest.raises(DayUnclear) as unclear:
        read_day(written)

    assert (unclear.value.question, written in str(unclear.value)) == (ORDER, True)
    assert read_day(written, Ways(days=DAY_FIRST)).text == "2025-02-01"
    assert read_day(written, Ways(days=MONTH_FIRST)).text == "2025-01-02"


@pytest.mark.parametrize(("century", "year"), [(AROUND_NOW, 1998), (THIS, 2098), (LAST, 1998)])
def test_two_digits_of_a_year_ask_for_the_century(century, year):
    for written, rest in (("31.12.98", "12-31"), ("31 Dec 98", "12-31"), ("Dec-98", "12")):
        with pytest.raises(DayUnclear) as unclear:
            read_day(written)
        assert unclear.value.question == CENTURY
        assert read_day(written, Ways(centuries=century)).text == f"{year}-{rest}"


def test_a_month_that_two_languages_give_the_same_name_is_read_in_the_language_of_the_file():
    with pytest.raises(DayRefused, match="differs between languages"):
        read_day("12 listopad 2020")
    assert read_day("12 listopad 2020", Ways(language="cs")).text == "2020-11-12"
    assert read_day("12 listopad 2020", Ways(language="hr")).text == "2020-10-12"


@pytest.mark.parametrize("written", ["soon", "31/13/2025", "30.02.2025", "Q1 2025", "March 2025 by merger", "12.5"])
def test_what_is_no_day_is_refused_by_its_whole_text(written):
    with pytest.raises(DayRefused, match=written):
        read_day(written)
