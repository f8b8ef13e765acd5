"""D1: two to four entries side by side; the address is the comparison."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import EntryTarget
from tests.directory.conftest import make_entry

COMPARE = "/compare/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db):
    one = make_entry("Centres", groups=["young-people"], model="agile", commenced="2013", funding="National budget")
    two = make_entry(
        "One stop", groups=["young-people"], countries=["LT"], running="ended", commenced="2019", period="2019–2021"
    )
    EntryTarget.objects.create(entry=one, what="Regions", target="all 22", result="12 regions", done=12, total=22)
    return one, two


def rows_of(page) -> dict[str, list[str]]:
    return {title: [line.name for line in lines] for title, lines in page.context["groups"]}


def test_sentences_come_before_the_table_which_has_targets_against_results(client, pair):
    page = client.get(COMPARE, {"e": ["centres", "one-stop"]})
    html = page.content.decode()
    assert html.index("Same target group: young people.") < html.index("<table")
    assert "Different status: Running (Croatia); Ended (Lithuania)." in html
    assert "Regions: all 22" in html
    assert html.count('<i class="on">') == 12
    assert "Began 2013, no end stated" in html
    assert "Began 2019, ended 2021" in html
    assert rows_of(page)["The same for all"] == ["target_groups"]


def test_only_what_differs_is_shown_on_request(client, pair):
    page = client.get(COMPARE, {"e": ["centres", "one-stop"], "only": "differences"})
    assert "The same for all" not in rows_of(page)
    assert "Show all rows" in page.content.decode()


def test_the_file_has_the_rows_of_the_page(client, pair):
    address = {"e": ["centres", "one-stop"], "only": "differences", "format": "csv"}
    rows = list(csv.DictReader(io.StringIO(client.get(COMPARE, address).content.decode("utf-8-sig"))))
    assert {row["Differs"] for row in rows} == {"yes"}
    assert next(row for row in rows if row["Row"] == "Funding")["Centres"] == "National budget"
    assert client.get(COMPARE, {**address, "format": "xlsx"}).content.startswith(b"PK")


def test_titles_name_the_columns_where_the_country_is_the_same(client):
    for title in ("North", "South"):
        make_entry(title)
    columns = client.get(COMPARE, {"e": ["north", "south"]}).context["columns"]
    assert [column["called"] for column in columns] == ["North", "South"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "Choose two to four entries to compare."),
        (["centres"], "Choose at least one more entry."),
        (["centres", "centres"], "Choose at least one more entry."),
        (["centres", "one-stop", "a", "b", "c"], "At most four entries fit side by side. Remove 1 of them."),
        (["centres", "nonsense"], "1 of the chosen entries is not in the directory, or no longer."),
        (["centres", "gone"], "1 of the chosen entries is not in the directory, or no longer."),
        (["\x00", "'; drop", "x" * 5000], "3 of the chosen entries are not in the directory, or no longer."),
    ],
)
def test_what_cannot_be_compared_gets_an_answer(client, pair, chosen, said):
    for title in ("a", "b", "c"):
        make_entry(title)
    make_entry("Gone", withdrawn_at=timezone.now())
    page = client.get(COMPARE, {"e": chosen})
    assert page.status_code == 200
    assert said in page.content.decode()


def test_one_entry_is_offered_those_that_resemble_it(client, pair):
    make_entry("Two of a kind", groups=["young-people"], model="agile")
    make_entry("Of another kind", groups=["older-people"], model="agile")
    offered = client.get(COMPARE, {"e": "centres"}).context["to_add"]
    assert [each["with"] for each in offered] == [
        "/compare/?e=centres&e=two-of-a-kind", "/compare/?e=centres&e=one-stop",
    ]  # fmt: skip


def test_a_list_of_results_has_a_box_for_each_entry_and_keeps_what_is_chosen(client, pair):
    html = client.get("/search/", {"e": "centres", "q": "stop"}).content.decode()
    assert '<input class="form-check-input" type="checkbox" name="e" value="one-stop" form="compare">' in html
    assert '<input type="hidden" name="e" value="centres" form="search">' in html
    assert "1 entry is chosen already." in html


def test_queries_do_not_grow_with_the_entries(client, pair):
    numbers = []
    make_entry("Three", groups=["young-people"], countries=["EE"])
    make_entry("Four", groups=["young-people"], countries=["FI"])
    for chosen in (["centres", "one-stop"], ["centres", "one-stop", "three", "four"]):
        with CaptureQueriesContext(connection) as queries:
            client.get(COMPARE, {"e": chosen})
        numbers.append(len(queries))
    assert numbers[1] <= numbers[0]  # to two entries more may be added, which are looked for


def test_a_mark_stands_beside_its_fact_and_a_beginning_with_two_years_is_hatched(client, pair):
    one, _two = pair
    one.marks = {"model": "our_reading", "commenced": "sources_disagree"}
    one.notes = {"model": {"why": "roles are shared"}, "commenced": {"others": [{"says": "2016"}]}}
    one.save()
    html = client.get(COMPARE, {"e": ["centres", "one-stop"]}).content.decode()
    assert '<span class="own-reading">Agile</span>' in html
    assert '<span class="sub">our reading: roles are shared</span>' in html
    assert '<span class="sub">Another source says: 2016</span>' in html
    assert "Began 2013 or 2016, for the sources disagree, no end stated" in html
