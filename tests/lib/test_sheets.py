"""Files that people upload: read, or refused with what to do."""

import datetime
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from pes_partnerships.lib.export import Column, csv_response, xlsx_response
from pes_partnerships.lib.sheets import ENCODINGS, MOST_ROWS, SheetRefused, likely_encoding, open_sheet
from pes_partnerships.lib.sheets.parts import column_letter

XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(content: bytes | str, name: str = "file.csv", **how):
    return open_sheet(BytesIO(content.encode() if isinstance(content, str) else content), name, **how)


def cells_of(content: bytes | str, **how) -> list[list[str]]:
    return [row.cells for row in read(content, **how).rows]


def problems_of(content: bytes | str, **how) -> list[tuple[int, int | None, str]]:
    return [(one.line, one.column, one.text) for row in read(content, **how).rows for one in row.problems]


def workbook(*rows: list, change=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def packed(**members: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in members.items():
            pack.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1,2\n", ["1", "2"]),
        ("a;b\n1,5;2\n", ["1,5", "2"]),
        ("a\tb\n1\t2\n", ["1", "2"]),
        ("a|b\n1|2\n", ["1", "2"]),
        ("sep=;\na;b\n1;2\n", ["1", "2"]),
        ("\ufeffa;b\r\n\r\n1;2\r\n", ["1", "2"]),
        ('a,b\n"x\ny",2\n', ["x\ny", "2"]),
    ],
)
def test_a_text_file_is_read_whatever_its_separator(text, cells):
    sheet = read(text)

    assert sheet.headings == ["a", "b"]
    assert [row.cells for row in sheet.rows] == [cells]


def test_lines_are_counted_as_an_editor_does():
    assert [row.line for row in read('a,b\n"x\ny",2\n\n3,4\n').rows] == [2, 5]


def test_unicode_marks_are_understood():
    assert read("nom;été\n".encode("utf-16")).headings == ["nom", "été"]
    assert read("nom;été\n".encode("utf-8-sig")).headings == ["nom", "été"]


def test_text_that_is_no_unicode_waits_for_a_person():
    content = "Nosaukums;Pilsēta\nŠķirotava;Rīga\n".encode("cp1257")

    assert not read(content).encoding_is_sure
    chosen = read(content, encoding="cp1257")
    assert (chosen.encoding_is_sure, chosen.headings) == (True, ["Nosaukums", "Pilsēta"])
    assert [row.cells for row in chosen.rows] == [["Šķirotava", "Rīga"]]


def test_damaged_unicode_is_refused():
    with pytest.raises(SheetRefused, match="damaged"):
        read(b"\xef\xbb\xbfname\xff\xfe\n")


def test_faults_of_a_text_file_name_their_line():
    assert "never closed" in problems_of('a,b\n1,2\n"open,3\n')[0][2]
    assert problems_of('a,b\n1,2\n"open,3\n')[0][0] == 3
    assert problems_of("a,b\n1,2,3\n")[0][:2] == (2, 2)
    assert "3 cells, but the file has 2 headings" in problems_of("a,b\n1,2,3\n")[0][2]
    assert problems_of("a,b\n1,x\x00y\n")[0][:2] == (2, 1)
    assert problems_of('a,b\n"x"y,2\n3,4\n')[0][0] == 2
    assert [row.line for row in read('a,b\n"x"y,2\n3,4\n').rows] == [2, 3]


def test_an_exported_text_comes_back_without_its_guard():
    columns = [Column("Name", lambda text: text)]
    texts = ["=1+1", "+370 600", "-x", "@home", "'quoted'", "plain", "a\u202eb"]

    from_csv = [cells for [cells] in cells_of(csv_response("x", columns, texts).content)]
    from_xlsx = [cells for [cells] in cells_of(xlsx_response("x", columns, texts).content)]

    assert from_csv == texts
    assert from_xlsx == texts


def test_a_formula_is_named_by_its_cell_and_never_evaluated():
    content = workbook(["a", "b"], ["x", "=1+1"], ['=HYPERLINK("http://x")', "y"])

    assert [row.cells for row in read(content).rows] == [["x", ""], ["", "y"]]
    [(line, column, text), second] = problems_of(content)
    assert (line, column) == (2, 1)
    assert text.startswith("B2 holds a formula")
    assert second[2].startswith("A3 holds a formula")


def test_merged_cells_are_named():
    def merge(book: Workbook) -> None:
        book.active.merge_cells("A2:B3")

    [problem] = read(workbook(["a", "b"], ["x", "y"], change=merge)).problems
    assert problem.line == 2
    assert "A2:B3 are merged" in problem.text


def test_typed_cells_become_plain_text():
    day, moment = datetime.date(2019, 5, 12), datetime.datetime(2019, 5, 12, 9, 30)  # noqa: DTZ001  a spreadsheet has no time zone
    content = workbook(["a"] * 7, [304151376, 1.5, True, day, moment, "007", None])

    assert cells_of(content) == [["304151376", "1.5", "yes", "2019-05-12", "2019-05-12 09:30", "007", ""]]


def test_a_number_that_a_spreadsheet_has_rounded_is_a_problem():
    assert "more than 15 digits" in problems_of(workbook(["a"], [12345678901234567890]))[0][2]


def test_the_first_sheet_with_cells_is_read_unless_another_is_chosen():
    def more(book: Workbook) -> None:
        book.create_sheet("Second").append(["name"])
        book.create_sheet("Third").append(["title"])

    content = workbook(change=more)
    assert (read(content).sheet, read(content).headings) == ("Second", ["name"])
    assert read(content, sheet="Third").headings == ["title"]


def test_hidden_rows_count():
    def hide(book: Workbook) -> None:
        book.active.row_dimensions[2].hidden = True

    assert cells_of(workbook(["a"], ["x"], ["y"], change=hide)) == [["x"], ["y"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\n \n", "The file is empty"),
        (workbook(), "The file is empty"),
        (b"%PDF-1.7 ...", "neither a workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "neither a workbook"),
        (bytes(range(256)) * 20, "neither a workbook"),
        (XLS, "old workbook"),
        (XLS + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>x", "web page"),
        (packed(**{"content.xml": b"", "mimetype": b""}), "OpenDocument"),
        (packed(**{"xl/workbook.bin": b""}), "XLSB"),
        (packed(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}), "macros"),
        (packed(**{"picture.png": b""}), "ZIP file"),
        (packed(**{"xl/workbook.xml": b"<workbook/>"}), "damaged"),
        (workbook(["a"])[:300], "damaged"),
        (packed(**{"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>"}), "damaged"),
        (",".join("abc") + "," + ",".join(map(str, range(60))), "more than 60 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_it_is(content, said):
    with pytest.raises(SheetRefused, match=said):
        list(read(content).rows)


def test_a_small_file_that_unpacks_to_much_is_refused_before_anything_is_unpacked(monkeypatch):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", b"<workbook/>")
        with pack.open("xl/worksheets/sheet1.xml", "w") as member:
            for _chunk in range(400):
                member.write(bytes(1024 * 1024))
    assert len(content.getvalue()) < 854 * 1024
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *a, **k: pytest.fail("something was unpacked"))

    with pytest.raises(SheetRefused, match="larger than 100 MB"):
        read(content.getvalue())


def test_more_rows_than_can_be_are_refused():
    text = "a\n" + "x\n" * MOST_ROWS
    assert len(cells_of(text)) == MOST_ROWS
    with pytest.raises(SheetRefused, match="more than 20000 rows"):
        cells_of(text + "x\n")


def test_only_headings_are_no_rows():
    assert (read("a,b\n").headings, cells_of("a,b\n")) == (["a", "b"], [])


def test_columns_are_named_as_a_spreadsheet_does():
    assert [column_letter(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (5123456, "000000000", "005123456"),
        (321718393, '0#" "##" "##" "##" "##', "03 21 71 83 93"),
        (321718393, "00\\ 00\\ 00\\ 00\\ 00", "03 21 71 83 93"),
        (37052212345, "000-000", "37052212-345"),
        (5, "000-000", "000-005"),
        (0.465, "0.0%", "46.5\u00a0%"),
        (0.5, "0%;[Red]-0%", "50\u00a0%"),
        (1250.5, "#,##0.00", "1250.5"),
        (1250, "#,##0", "1250"),
        (1250, "General", "1250"),
        (1250, "0", "1250"),
        (1250, '0" people"', "1250"),
        (-5, "000", "-5"),
        (0.5, "000", "0.5"),
        (7, "_-* #,##0_-", "7"),
    ],
)
def test_a_number_keeps_what_its_format_says_of_it(value, number_format, shown):
    def change(book):
        book.active["A2"].number_format = number_format

    assert cells_of(workbook(["Number"], [value], change=change)) == [[shown]]


def far_row(change_at: int = 1_048_575) -> bytes:
    def change(book):
        book.active.cell(row=change_at, column=1, value="Far away")

    return workbook(["Name"], ["One"], ["Two"], change=change)


def test_reading_stops_after_a_run_of_empty_lines_and_says_what_lies_beyond():
    sheet = read(far_row())

    assert [row.line for row in sheet.rows] == [2, 3]
    assert sheet.beyond() == 1_048_575
    near = read(far_row(900))
    assert ([row.line for row in near.rows], near.beyond()) == ([2, 3, 900], None)


def test_the_value_of_a_formula_is_taken_and_said():
    content = workbook(["Name", "Places"], ["One", "=1+1"])
    shown = repacked(content, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))

    (row,) = read(shown).rows
    assert row.cells == ["One", "2"]
    assert [(one.is_note, "B2 holds a formula" in one.text) for one in row.problems] == [(True, True)]


def repacked(content: bytes, change) -> bytes:
    """The same workbook with the XML of its first sheet changed, as a spreadsheet would have saved it."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return result.getvalue()


def test_what_a_spreadsheet_could_not_show_is_destroyed():
    assert "A2 holds only ####" in problems_of(workbook(["Name"], ["########"]))[0][2]


def test_the_guard_of_an_export_goes_in_a_workbook_too():
    assert cells_of(workbook(["Telephone"], ["'+370 600 00000"], ["'t Huis"])) == [["+370 600 00000"], ["'t Huis"]]


def meaning(heading: str) -> str:
    return heading if heading in ("Name", "Town") else ""


def test_the_line_of_the_headings_is_proposed_and_can_be_chosen():
    text = "Partners;;\nName;Town;\nMill;Alytus;\n"

    assert (read(text, meaning=meaning).headings, read(text, meaning=meaning).heading) == (["Name", "Town"], "2")
    chosen = read(text, heading="1")
    assert (chosen.headings, [row.line for row in chosen.rows]) == (["Partners"], [2, 3])
    assert read(text, heading="1-2").headings == ["Partners Name", "Partners Town"]
    assert read(text, heading="99", meaning=meaning).heading == "2"
    assert read(text).headings == ["Partners"]  # nothing is known of the headings: the first line


def test_a_title_without_separators_leaves_the_separator_to_the_lines_below():
    text = "Partners, as of today\n\nName;Town\nMill;Alytus\n"
    assert read(text, meaning=meaning).headings == ["Name", "Town"]


def test_merged_cells_above_the_headings_concern_nobody():
    def change(book):
        book.active.merge_cells("A1:B1")

    sheet = read(workbook(["Partners", None], ["Name", "Town"], ["Mill", "Alytus"], change=change), meaning=meaning)
    assert (sheet.headings, sheet.problems) == (["Name", "Town"], [])


def test_a_month_that_a_spreadsheet_made_a_day_is_a_month():
    def change(book):
        book.active["A2"].number_format = "mmm-yy"

    assert cells_of(workbook(["Ended"], [datetime.date(2019, 5, 1)], change=change)) == [["2019-05"]]


def test_utf_16_is_read_without_its_mark():
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read("Nom;Ville\nMaison;Gent\n".encode(encoding)).headings == ["Nom", "Ville"]


def test_the_encoding_of_an_office_is_proposed_by_its_language():
    proposed = [likely_encoding(language) for language in ("fr", "pl", "el", "lt", "bg", "en")]

    assert proposed == ["cp1252", "cp1250", "cp1253", "cp1257", "cp1251", "cp1252"]
    assert set(proposed) <= set(ENCODINGS)
    text = "Nazwa;Miejscowość\nŁódź;Łódź\n".encode("cp1250")
    assert read(text, encoding=likely_encoding("pl")).headings == ["Nazwa", "Miejscowość"]
