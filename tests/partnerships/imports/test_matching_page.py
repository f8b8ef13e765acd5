"""The page on which the columns of a file are matched: encoding, headings, values for the whole file (F2)."""

from io import BytesIO

from openpyxl import Workbook

from partnerships.models import ImportRow, RegistryImport
from partnerships.rules.lifecycle import ImportStatus
from tests.partnerships.imports.test_import_pages import page_of, upload


def test_the_encoding_is_asked_for_and_shown_at_once(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    match = upload(browser, "Name;Category\nŠilutė;ngo\n".encode("cp1257")).url

    assert "The file is not in UTF-8" in page_of(browser, match)
    assert "Šilutė" not in page_of(browser, match)
    part = browser.get(match, {"encoding": "cp1257"}, headers={"HX-Request": "true"}).content.decode()
    assert "Šilutė" in part
    assert "<html" not in part
    browser.post(match, {"column-0": "name", "column-1": "category", "encoding": "cp1257"})
    assert ImportRow.objects.get().name == "Šilutė"


def test_a_matching_that_cannot_be_is_answered_at_the_column(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    match = upload(browser, "A,B\nx,y\n").url

    twice = browser.post(match, {"column-0": "name", "column-1": "name"}).context["form"].errors
    without = browser.post(match, {"column-0": "place", "column-1": ""}).context["form"].errors

    assert twice == {"column-0": ["“Name” is chosen for 2 columns. Keep it for one column and ignore the others."]}
    assert "State which column contains the name" in without["column-0"][0]
    assert RegistryImport.objects.get().status == ImportStatus.UPLOADED


def test_the_line_of_the_headings_is_chosen_on_the_page_and_stays_chosen(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    match = upload(browser, "Partners;;\nFarbe;Form;\nName;Category;\nOne;ngo;\n").url

    assert "Line 3: Name · Category" in page_of(browser, match)
    part = browser.get(match, {"heading": "2"}, headers={"HX-Request": "true"}).content.decode()
    assert "Farbe" in part
    posted = {"column-0": "name", "column-1": "category", "heading": "2"}
    browser.post(match, posted)

    found = RegistryImport.objects.get()
    assert (found.reading["heading"], found.columns) == ("2", ["Farbe", "Form"])
    assert [row.line for row in found.rows.all()] == [3, 4]


def test_values_for_the_whole_file_are_chosen_beside_the_columns(in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    match = upload(browser, "Name\nOne\n").url

    browser.post(match, {"column-0": "name", "file-category": "ngo", "file-country": "LT"})

    found = RegistryImport.objects.get()
    assert found.rows.get().values["category"] == "ngo"
    page = page_of(browser, f"/imports/{found.pk}/lines/")
    assert "Lithuania, for lines that state nothing themselves" in page
    assert 'value="LT" selected' in page_of(browser, match)
    refused = browser.post(match, {"column-0": "name", "file-category": "nothing"})
    assert refused.status_code == 422


def test_the_preview_says_the_last_line_read_and_what_lies_beyond(in_scope, sign_in):
    book = Workbook()
    book.active.append(["Name", "Category"])
    book.active.append(["One", "ngo"])
    book.active.cell(row=1_048_575, column=1, value="Far")
    content = BytesIO()
    book.save(content)
    browser = sign_in(in_scope.lina)
    match = upload(browser, content.getvalue(), "far.xlsx").url

    page = browser.post(match, {"column-0": "name", "column-1": "category"}, follow=True).content.decode()

    assert "Last line read" in page
    assert "1,048,575" in page
    assert ImportRow.objects.count() == 1
