"""D2: one entry as CSV, XLSX and PDF: every fact with its marks, and pictures of results on its page."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from directory.entries.rules.picture import ROW, WIDTH, picture_of
from directory.models import Entry
from pes_partnerships.lib.pdf.looking import pages_and_words
from tests.pdfs import words_of


@pytest.fixture
def pact(db) -> str:
    """The address of the pact in Carinthia: sums, dates, a second value, readings, a study with a picture."""
    call_command("load_reference", verbosity=0)
    call_command("load_entries", verbosity=0)
    return reverse("directory:entry", args=[Entry.objects.get(keys__key="case:AT-TEP-KTN").slug])


def test_every_fact_is_a_line_with_its_mark_and_the_numbers_of_its_sources(client, pact):
    answer = client.get(pact, {"format": "csv"})
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    by_fact = {line["Fact"]: line for line in lines}

    assert by_fact["Name"]["Marks and reasons"] == "Not confirmed by the partnership"
    assert by_fact["Model"]["Marks and reasons"].startswith("our reading: the partners pool budgets")
    assert by_fact["Start date"]["What is said"] == "1999\nSource 5 says: the pact was concluded in 1998"
    assert by_fact["Start date"]["Sources"] == "1, 2, 5"
    assert by_fact["Success factors"]["What is said"] == "not stated in the part of the source that we read"
    assert by_fact["2003, in all"]["What is said"] == "EUR 27.58 million"
    assert by_fact["Original name"]["What is said"] == "Territorialer Beschäftigungspakt Kärnten"
    assert [line["Fact"] for line in lines if line["Part"] == "Sources"] == ["1", "2", "3", "4", "5"]


def test_the_workbook_holds_the_same_lines(client, pact):
    sheet = load_workbook(BytesIO(client.get(pact, {"format": "xlsx"}).content), read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    text = client.get(pact, {"format": "csv"}).content.decode("utf-8-sig")
    assert len(rows) == len(list(csv.reader(StringIO(text))))
    assert "Sums" in {row[0] for row in rows}


def test_on_paper_it_says_all_of_it_in_a_few_pages(client, pact):
    answer = client.get(pact, {"format": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    text = words_of(answer.content)
    for said in ("27.58 million", "Not confirmed by the partnership", "our reading", "concluded in 1998"):
        assert said in text
    pages, has_words = pages_and_words(BytesIO(answer.content))
    assert (pages is not None and pages <= 6, has_words) == (True, True)


def test_nobody_has_hundreds_of_them_set(client, pact, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "entry_pdf": "1/m/ip"}
    cache.clear()
    assert client.get(pact, {"format": "pdf"}).status_code == 200
    refused = client.get(pact, {"format": "pdf"})
    assert (refused.status_code, "print the page" in refused.content.decode()) == (429, True)


def test_results_are_drawn_on_the_page_with_their_numbers_in_words(client, pact):
    page = client.get(pact).content.decode()
    assert 'role="img" aria-label="2003: 27.58; 2017: 34.4; 2021: 70; 2024: 87; 2026: 86.8"' in page
    assert page.count('<rect class="bar"') == 5


def test_the_largest_number_has_the_longest_bar_and_nothing_is_drawn_out_of_zeros():
    drawn = picture_of({"title": "Centres", "points": [["2017", 40], ["2022", 80]]}, "fr")
    assert [bar.width for bar in drawn.bars] == [WIDTH // 2, WIDTH]
    assert drawn.height == 2 * ROW
    assert picture_of({"title": "Centres", "points": [["2017", 0]]}, "en").bars[0].width == 1
    assert picture_of({"title": "Firms", "points": [["2024", 85000]]}, "fr").words == "2024: 85\u202f000"


def test_the_page_asks_the_database_no_more_for_more_rows(client, pact, django_assert_max_num_queries):
    entry = Entry.objects.get(keys__key="case:AT-TEP-KTN")
    with django_assert_max_num_queries(20) as asked:
        client.get(pact)
    for number in range(3):
        entry.targets.create(what=f"Posts {number}", result="12")
        entry.case_studies.create(
            title=f"Study {number}", body="*One*", source="Press", published_at=entry.published_at
        )
    entry.dates = entry.dates * 3
    entry.save()
    with django_assert_max_num_queries(len(asked)):
        client.get(pact)


def test_english_words_say_so_on_a_page_in_another_language(client, pact):
    english, french = client.get(pact), client.get(pact, headers={"Accept-Language": "fr"})
    lead = "Since 1999 the Province of Carinthia"
    assert f'<p class="lede-large">{lead}' in english.content.decode()
    page = french.content.decode()
    assert f'<p class="lede-large" lang="en">{lead}' in page
    assert '<p class="muted" lang="de">Territorialer Beschäftigungspakt Kärnten' in page
    assert '<span class="own-reading">Coconstruit</span>' in page  # a word of the product is in the reader's language
