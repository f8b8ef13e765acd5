"""Exports keep types and never carry a formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.export import Column, Sheet, book_response, csv_response, xlsx_response

ONE = [Column("Value", lambda row: row)]


def csv_rows(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def sheet(response):
    return load_workbook(BytesIO(response.content)).active


def test_csv_reads_columns_by_path_and_by_function():
    row = SimpleNamespace(organisation=SimpleNamespace(name="Ħal Għaxaq, Ltd"), members=[1, 2])
    columns = [Column(_("Partner"), "organisation.name"), Column("Members", lambda row: len(row.members))]

    response = csv_response("portfolio 2026.csv", columns, [row])

    assert response.content.decode() == '\ufeffPartner,Members\r\n"Ħal Għaxaq, Ltd",2\r\n'
    assert response["Content-Disposition"] == 'attachment; filename="portfolio_2026.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-5, "-5"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 5, 12), "2026-05-12"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "2026-07-01 00:30"),
        (PartialDate(2019, 5), "2019-05"),
        (None, ""),
        (True, "yes"),
        (float("nan"), ""),
        (["a", "b"], "a; b"),
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("a\x00b\x1bc", "abc"),
        (" =1+1", "' =1+1"),
        ("\r=1+1", "'\n=1+1"),
    ],
)
def test_one_value_in_csv(value, text):
    assert csv_rows(csv_response("list", ONE, [value])) == [["Value"], [text]]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_text_is_a_formula_in_csv(texts):
    cells = [row[0] if row else "" for row in csv_rows(csv_response("list", ONE, texts))][1:]

    assert len(cells) == len(texts)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text())
def test_no_text_is_a_formula_in_xlsx(text):
    cell = sheet(xlsx_response("list", ONE, [text]))["A2"]

    assert cell.data_type in ("s", "inlineStr", "n")
    assert cell.data_type != "n" or cell.value is None


def test_xlsx_keeps_numbers_and_days():
    page = sheet(xlsx_response("list", ONE, [Decimal("2.5"), -5, date(2026, 5, 12), "-5", "=1+1", "#N/A"]))

    values = [page.cell(row, 1).value for row in range(2, 8)]
    assert values == [2.5, -5, datetime(2026, 5, 12), "-5", "=1+1", "#N/A"]  # noqa: DTZ001  a sheet has no zones
    assert [page.cell(row, 1).data_type for row in range(2, 8)] == ["n", "n", "d", "s", "s", "s"]
    assert page["A4"].number_format == "yyyy-mm-dd"
    assert page["A6"].quotePrefix


def test_xlsx_has_a_bold_fixed_first_row_and_wide_columns():
    columns = [Column("Partner", lambda row: row), Column("Note", lambda row: "", width=12)]

    page = sheet(xlsx_response("list", columns, ["A partner with a long name", "B"], sheet="Due: 2026/27"))

    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width == 28
    assert page.column_dimensions["B"].width == 12
    assert page.title == "Due  2026 27"


def test_a_workbook_has_a_sheet_for_each_list_even_where_two_have_one_name():
    lists = [Sheet("Late", ONE, ["a", "b"]), Sheet("Late", ONE, []), Sheet("By office / all", ONE, ["c"])]

    book = load_workbook(BytesIO(book_response("glance", lists).content))

    assert [list(page.values) for page in book] == [[("Value",), ("a",), ("b",)], [("Value",)], [("Value",), ("c",)]]
    assert book.sheetnames[0] == "Late"
    assert book.sheetnames[2] == "By office   all"


def test_a_day_before_1900_is_text_and_an_empty_list_has_its_heading():
    assert sheet(xlsx_response("list", ONE, [date(1893, 1, 1)]))["A2"].value == "1893-01-01"
    assert sheet(xlsx_response("list", ONE, [])).max_row == 1
    assert csv_rows(csv_response("list", ONE, [])) == [["Value"]]
