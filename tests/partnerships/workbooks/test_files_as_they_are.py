"""F2: portfolios come as offices keep them: other encodings, foreign marks, words for nothing, numbers of a program."""

import csv
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from partnerships.models import Partnership, WorkbookImport
from partnerships.workbooks.services import running
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.sheets.figures import COMMA
from tests.factories.portfolios import book_with, checked_workbook, write
from tests.pages import words_on

HEADS = ["Nr", "Name", "Country", "Challenge"]


def url(name: str, *keys: object) -> str:
    return reverse(f"partnerships:{name}", args=keys)


@pytest.fixture
def lina(in_scope, sign_in):
    return sign_in(in_scope.lina)


def zipped(encoding: str, *lines: list[str]) -> SimpleUploadedFile:
    text, packed = io.StringIO(), io.BytesIO()
    csv.writer(text, delimiter=";").writerows([HEADS, *lines])
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("partnerships.csv", text.getvalue().encode(encoding))
    return SimpleUploadedFile("portfolio.zip", packed.getvalue())


def uploaded(lina, file) -> WorkbookImport:
    answer = lina.post(url("workbooks"), {"file": file})
    assert answer.status_code == 302, words_on(answer)
    return WorkbookImport.objects.latest("pk")


def checked(lina, found: WorkbookImport, **more: str):
    form = lina.get(url("workbook_sheets", found.pk)).context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    answer = lina.post(url("workbook_sheets", found.pk), {**typed, **more}, follow=True)
    found.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1250", "Łódź razem"), ("cp1257", "Šiaulių žmonės"), ("cp1253", "Εργασία")]
)
def test_text_that_is_no_unicode_is_read_as_a_person_says(lina, encoding, name):
    """The page shows the first lines as they would be read; nothing is garbled into the portfolio unseen."""
    found = uploaded(lina, zipped(encoding, ["K-1", name, "LT", ""]))
    page = lina.get(url("workbook_sheets", found.pk))
    assert "The file is not in UTF-8." in words_on(page)

    lina.post(url("workbook_sheets", found.pk), {"encoding": encoding, "read": "1"})
    assert name in words_on(lina.get(url("workbook_sheets", found.pk)))

    checked(lina, found)
    assert list(found.lines.values_list("values__title", flat=True)) == [name]
    running.confirm(workbook=found)
    running.run_workbooks()
    assert Partnership.objects.get(title=name)


def test_it_is_read_at_first_as_offices_of_the_services_language_save_it(lina):
    EmploymentService.objects.update(language="lt")
    found = uploaded(lina, zipped("cp1257", ["K-1", "Šiaulių žmonės", "LT", ""]))

    assert "Šiaulių žmonės" in words_on(lina.get(url("workbook_sheets", found.pk)))


def test_what_was_chosen_without_looking_again_holds_for_the_check_too(lina):
    found = uploaded(lina, zipped("cp1250", ["K-1", "Łódź razem", "LT", ""]))
    preview = checked(lina, found, encoding="cp1250")

    assert "Windows-1250 (Central Europe)" in words_on(preview)
    assert found.options["encoding"] == "cp1250"
    assert list(found.lines.values_list("values__title", flat=True)) == ["Łódź razem"]


def test_unicode_is_not_asked_about(lina):
    found = uploaded(lina, zipped("utf-8", ["K-1", "Łódź razem", "LT", ""]))

    assert "UTF-8" not in words_on(lina.get(url("workbook_sheets", found.pk)))


FIGURES = {
    "Partnerships": [["Nr", "Name", "Country", "Challenge"], ["K-1", "Praca", "PL", "NULL"]],
    "Participants": [["Partnership", "Participant", "Category", "Note"], ["K-1", "Fundacja", "ngo", "n/a"]],
    "Agreements": [["Partnership", "Agreement", "Formality"], ["K-1", "Umowa", "formal"]],
    "Objectives": [
        ["Partnership", "Agreement", "Objective", "Comparator", "Target", "Unit"],
        ["K-1", "Umowa", "Hours", "at least", 1250.5, "hours"],
        ["K-1", "Umowa", "Share", "at least", 46.125, "%"],
        ["K-1", "Umowa", "Wages", "at least", "98.000,50", "euro"],
    ],
}  # fmt: skip
TARGETS = ["1250.5", "46.13", "98000.5"]


def targets(found: WorkbookImport) -> list[str]:
    lines = found.lines.filter(kind="objectives").order_by("number")
    assert not any(line.is_open for line in lines)
    return [line.values["target"] for line in lines]


@pytest.mark.parametrize("mark", ["", COMMA])
def test_a_number_that_a_workbook_holds_as_one_is_read_whatever_marks_people_write(in_scope, mark):
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(FIGURES), decimals=mark)

    assert targets(found) == TARGETS


@pytest.mark.parametrize("mark", ["", COMMA])
def test_a_number_of_a_json_file_too(in_scope, mark):
    sheets = {
        name.lower(): [dict(zip(rows[0], each, strict=True)) for each in rows[1:]] for name, rows in FIGURES.items()
    }
    file = ContentFile(json.dumps(sheets).encode(), name="portfolio.json")

    assert targets(checked_workbook(in_scope.service, in_scope.lina, file, decimals=mark)) == TARGETS


def test_decimals_that_are_not_kept_are_said_and_the_same_file_again_changes_nothing(in_scope):
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(FIGURES), decimals=COMMA)
    said = [each["text"] for line in found.lines.all() for each in line.problems]
    assert said == ["46.125 was rounded to two decimals: 46.13."]
    write(found)

    again = checked_workbook(in_scope.service, in_scope.lina, book_with(FIGURES), decimals=COMMA)

    assert targets(again) == TARGETS
    assert set(again.lines.values_list("plan", flat=True)) == {"same"}


def test_a_number_that_no_field_can_hold_is_a_problem_of_its_line(in_scope):
    sheets = {**FIGURES, "Objectives": [*FIGURES["Objectives"], ["K-1", "Umowa", "All", "at least", "9" * 15, "euro"]]}
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(sheets), decimals=COMMA)

    (line,) = found.lines.filter(is_open=True)
    assert [each["text"] for each in line.problems] == [
        "“999999999999999” is too large a number. Enter it in a larger unit."
    ]


def test_words_for_nothing_are_empty_in_long_texts_too(in_scope):
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(FIGURES))

    assert "challenge" not in found.lines.get(kind="partnerships").values
    assert "note" not in found.lines.get(kind="participants").values


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("CafÃ© Jeunesse", "it may be “Café Jeunesse”"),
        ("########", "a spreadsheet destroyed the value"),
        ("''=Mill", "apostrophe"),
        ("Alyt??s", "question marks where letters were"),
        ("3,80382E+13", "its digits are lost"),
    ],
)
def test_leftover_marks_are_a_problem_of_the_line(in_scope, cell, said):
    sheets = {"Partnerships": [["Nr", "Name", "Country"], ["K-1", cell, "PL"], ["K-2", "Quo vadis?", "PL"]]}
    found = checked_workbook(in_scope.service, in_scope.lina, book_with(sheets))

    (line,) = found.lines.filter(is_open=True)
    assert said in line.problems[0]["text"]


def test_a_zip_with_other_files_names_one_of_them(lina):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("partnerships.csv", "Nr;Name\nK-1;Praca\n")
        folder.writestr("notes/README.txt", "as of today")
        folder.writestr("__MACOSX/._partnerships.csv", "a program's own")

    page = lina.post(url("workbooks"), {"file": SimpleUploadedFile("portfolio.zip", packed.getvalue())})

    assert page.status_code == 422
    assert "it holds README.txt. Remove that, or upload it by itself." in words_on(page)


def test_the_last_line_read_is_said_where_data_lie_beyond(in_scope):
    book = Workbook()
    book.active.title = "Partnerships"
    for cell, value in {"A1": "Nr", "B1": "Name", "A2": "K-1", "B2": "Praca", "A1048575": "K-2"}.items():
        book.active[cell] = value
    content = io.BytesIO()
    book.save(content)

    found = checked_workbook(in_scope.service, in_scope.lina, ContentFile(content.getvalue(), "far.xlsx"))

    assert found.notes == [
        "“Partnerships” was read to line 2, where a long run of empty lines begins. Line 1,048,575 and what follows it "
        "hold data that were not read."
    ]


def spoiled(content: bytes, member: str) -> bytes:
    """With ten bytes of the packed content of one member that nothing can unpack."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo(member)
    begins = info.header_offset + 30 + len(info.filename)
    return content[:begins] + b"\xff" * 10 + content[begins + 10 :]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_was_damaged_on_its_way_is_refused(lina, member):
    content = book_with({"Partnerships": [HEADS, ["K-1", "Praca", "PL", ""]]}).read()

    page = lina.post(url("workbooks"), {"file": SimpleUploadedFile("portfolio.xlsx", spoiled(content, member))})

    assert page.status_code == 422
    assert "The file is damaged and cannot be read." in words_on(page)


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_was_damaged_on_its_way_is_refused(lina, way):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as folder:
        folder.writestr("partnerships.csv", "Nr;Name\n" + "K-1;Praca\n" * 50)
    content = spoiled(packed.getvalue(), "partnerships.csv")

    page = lina.post(url("workbooks"), {"file": SimpleUploadedFile("portfolio.zip", content)})

    assert page.status_code == 422
    assert "The ZIP file is damaged or protected with a password." in words_on(page)


def test_a_list_of_lists_is_one_cell_however_deep_it_goes(lina):
    deep = '["a", ' + "[" * 300 + '"b"' + "]" * 300 + ', ["c", []], "d"]'
    content = f'{{"partnerships": [{{"Nr": "K-1", "Name": "Praca", "Challenge": {deep}}}]}}'

    found = uploaded(lina, SimpleUploadedFile("portfolio.json", content.encode()))

    assert "a; b; c; d" in words_on(lina.get(url("workbook_sheets", found.pk)))


def folder_of(files: dict[str, list[list[str]]]) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        for name, lines in files.items():
            text = io.StringIO()
            csv.writer(text).writerows(lines)
            folder.writestr(name, text.getvalue().encode())
    return SimpleUploadedFile("portfolio.zip", packed.getvalue())


def test_two_files_of_one_name_in_a_zip_are_told_apart_by_their_folders(lina):
    """Both are recognised; the page says that one sheet is read twice, and one of them is chosen."""
    file = folder_of(
        {f"{year}/partnerships.csv": [HEADS, [year, f"Pact {year}", "LT", ""]] for year in ("2024", "2025")}
    )
    found = uploaded(lina, file)
    assert [(each["name"], each["kind"]) for each in found.sheets] == [
        ("2024/partnerships.csv", "partnerships"),
        ("2025/partnerships.csv", "partnerships"),
    ]

    both = checked(lina, found)
    assert "“2024/partnerships.csv” is read as the same sheet. Read one of the two." in words_on(both)
    checked(lina, found, **{"sheet-0": ""})

    assert list(found.lines.values_list("sheet", "values__title")) == [("2025/partnerships.csv", "Pact 2025")]


def test_names_longer_than_a_line_keeps_are_cut_and_stay_apart(lina):
    long = "x" * 120
    found = uploaded(lina, folder_of({f"{folder}/{long}.csv": [HEADS, ["1", "Pact", "LT", ""]] for folder in "ab"}))
    names = [each["name"] for each in found.sheets]
    assert len(set(names)) == 2
    assert max(map(len, names)) <= 100


WIDE = [f"Column {number}" for number in range(61)]


def test_a_sheet_that_cannot_be_read_beside_others_is_said_and_not_read(lina):
    found = uploaded(lina, book_with({"Partnerships": [HEADS, ["K-1", "Pact", "LT", ""]], "Statistics": [WIDE, WIDE]}))

    page = words_on(lina.get(url("workbook_sheets", found.pk)))
    assert "Statistics The file has more than 60 columns." in page
    checked(lina, found)

    assert found.counts["partnerships"]["new"] == 1
    assert "Statistics: The file has more than 60 columns. Remove those that are not needed." in found.notes


def test_a_line_with_too_many_cells_cannot_become_that_of_the_headings(lina):
    """The line before stays, and the page says why."""
    sheets = {"Partnerships": [HEADS, ["K-1", "Pact", "LT", ""], WIDE], "Notes": [["A", "B"], ["1", "2"]]}
    found = uploaded(lina, book_with(sheets))

    answer = lina.post(url("workbook_sheets", found.pk), {"choose_heading": "Partnerships|3"}, follow=True)

    assert (answer.status_code, "more than 60 columns" in words_on(answer)) == (200, True)
    found.refresh_from_db()
    assert found.sheets[0]["heading"] == "1"
    gone = lina.post(url("workbook_sheets", found.pk), {"choose_heading": "No such sheet|1"}, follow=True)
    assert gone.status_code == 200
