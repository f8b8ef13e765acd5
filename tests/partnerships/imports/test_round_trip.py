"""What our own export wrote comes back unchanged through any spreadsheet program, or as a question (F2)."""

import csv
import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.services.rows import TAKE, decide, lines_with_losses, open_rows
from partnerships.imports.views.registry_files import file_columns
from partnerships.models import Organisation, OrganisationName, RegistryImport
from pes_partnerships.lib.export import csv_response, xlsx_response
from tests.factories import make_contact, make_organisation
from tests.factories.imports import checked_file


@pytest.fixture
def registry(in_scope):
    one = make_organisation(
        in_scope.service, "Šilutės centras", country="LT", registration_number="00512", postcode="01234",
        phone="+370 600 00000", email="info@x.example", ended="2019-05", street="-", offers="=Sum\nSecond",
    )  # fmt: skip
    make_contact(one, "Ona Žemaitė", email="ona@x.example", phone="0321718393")
    OrganisationName.objects.create(organisation=one, name="Old; House", language="lt", valid_from="1998")
    make_organisation(in_scope.service, "Second", registration_number="12", ended="2018/2020")
    return in_scope


def exported(respond, **how) -> bytes:
    return respond("x", file_columns(), lines_of(stored_records(Organisation.objects.all())), **how).content


def typed_by_a_spreadsheet(text: str) -> object:
    """What a program makes of a cell of text that it opens: numbers lose their zeros, months and days become dates."""
    if text.isdigit() and len(text) < 15:
        return int(text)
    for form in ("%Y-%m-%d", "%Y-%m"):
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007  a sheet has no zones
        except ValueError:
            continue
    return text


def as_workbook(content: bytes) -> bytes:
    """CSV opened in a spreadsheet and saved as XLSX."""
    book = Workbook()
    for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")):
        book.active.append([typed_by_a_spreadsheet(cell) for cell in row])
    for cell in (cell for row in book.active.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.data_type = "s"
        elif isinstance(cell.value, datetime.date):
            cell.number_format = "mmm-yy" if cell.value.day == 1 else "dd/mm/yyyy"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_text(content: bytes, encoding: str = "utf-8-sig") -> bytes:
    """XLSX saved as CSV with semicolons."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue().encode(encoding, errors="replace")


def plans(found: RegistryImport) -> set[str]:
    return {row.plan for row in found.rows.all()}


@pytest.mark.parametrize(
    "way",
    [
        lambda: exported(csv_response),
        lambda: exported(csv_response, semicolons=True),
        lambda: exported(xlsx_response),
        lambda: as_text(exported(xlsx_response)),
        lambda: as_text(exported(xlsx_response), "utf-16"),
    ],
)
def test_a_faithful_way_changes_nothing(registry, way):
    found = checked_file(registry.service, registry.lina, way())

    assert (plans(found), open_rows(found)) == ({"same"}, ([], []))


def test_zeros_that_a_spreadsheet_took_are_questions_and_kept(registry):
    found = checked_file(registry.service, registry.lina, as_workbook(exported(csv_response)))

    asked = [one["code"] for row in found.rows.all() for one in row.problems if one["severity"] == "question"]
    assert (plans(found), sorted(asked)) == ({"same"}, ["contact_phone", "postcode", "registration_number"])
    decide(registry_import=found, choices=dict.fromkeys(lines_with_losses(found), "keep"))
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)
    assert Organisation.objects.get(postcode="01234").registration_number == "00512"


def test_what_the_file_says_can_be_taken_all_the_same(registry):
    found = checked_file(registry.service, registry.lina, as_workbook(exported(csv_response)))
    decide(registry_import=found, choices=dict.fromkeys(lines_with_losses(found), TAKE))
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)

    assert Organisation.objects.get(name="Šilutės centras").registration_number == "512"


def test_letters_that_an_encoding_did_not_have_are_questions(registry):
    found = checked_file(registry.service, registry.lina, as_text(exported(xlsx_response), "cp1252"))

    texts = [one["text"] for row in found.rows.all() for one in row.problems if one["severity"] == "question"]
    assert plans(found) == {"same"}
    assert len([text for text in texts if "question marks" in text]) == 2  # the name, and that of the contact
    assert open_rows(found)[0] == []


def test_one_click_keeps_all_that_the_file_lost(registry, sign_in):
    found = checked_file(registry.service, registry.lina, as_workbook(exported(csv_response)))
    browser, url = sign_in(registry.lina), f"/imports/{found.pk}/lines/"

    assert "Keep what the record has" in browser.get(url).content.decode()
    browser.post(url, {"act": "keep_all"})

    assert open_rows(found) == ([], [])
