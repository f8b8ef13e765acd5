"""The pages of bringing organisations in from a file (F2)."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from partnerships.imports.rules.cells import words_of
from partnerships.imports.services import running as importing
from partnerships.models import ImportRow, Organisation, RegistryImport
from partnerships.rules.codes import EUROPEAN_COUNTRIES, LANGUAGES_OF_NAMES
from partnerships.rules.lifecycle import ImportStatus
from tests.factories import make_contact, make_organisation
from tests.factories.imports import checked_file, failed_file, matched_file, written_file

IMPORTS = "/organisations/imports/"


def upload(browser, content: bytes | str, name: str = "organisations.csv"):
    content = content.encode() if isinstance(content, str) else content
    return browser.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})


def page_of(browser, url: str) -> str:
    return browser.get(url).content.decode()


def choices(**by_line: str) -> dict[str, str]:
    rows = {row.line: row.pk for row in ImportRow.objects.all()}
    return {f"choice-{rows[int(name.removeprefix('line_'))]}": value for name, value in by_line.items()}


def test_a_small_file_goes_from_upload_to_registry_without_waiting(in_scope, sign_in):
    browser = sign_in(in_scope.lina)

    match = upload(browser, "Nom;Catégorie;Farbe\nAlytaus centras;ngo;blau\n").url
    assert "Alytaus centras" in page_of(browser, match)
    checked = browser.post(match, {"column-0": "name", "column-1": "category", "encoding": "utf-8"}, follow=True)
    found = RegistryImport.objects.get()
    assert checked.redirect_chain[-1][0] == f"/imports/{found.pk}/lines/"
    assert "Import into the registry" in checked.content.decode()
    written = browser.post(f"/imports/{found.pk}/write/", follow=True)

    assert written.redirect_chain[-1][0] == f"/imports/{found.pk}/"
    assert Organisation.objects.get().name == "Alytaus centras"
    assert page_of(browser, IMPORTS).count("organisations") > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "neither a workbook"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(in_scope, sign_in, settings, content, said):
    settings.IMPORT_MEGABYTES = 1

    answer = upload(sign_in(in_scope.lina), content)

    assert said in answer.context["form"].errors["file"][0]
    assert RegistryImport.objects.count() == 0


def test_a_large_file_waits_for_the_worker_and_shows_how_far_it_is(in_scope, sign_in, monkeypatch):
    monkeypatch.setattr("partnerships.imports.services.files.AT_ONCE", 1)
    browser = sign_in(in_scope.lina)
    match = upload(browser, "Name,Category\nOne,ngo\nTwo,ngo\n").url
    browser.post(match, {"column-0": "name", "column-1": "category"})
    found = RegistryImport.objects.get()
    url = f"/imports/{found.pk}/"

    assert found.status == ImportStatus.QUEUED
    assert 'hx-trigger="every 2s"' in page_of(browser, url)
    RegistryImport.objects.update(status=ImportStatus.CHECKING, done=1, total=2)
    assert "1 of 2 organisations checked" in page_of(browser, url)
    RegistryImport.objects.update(status=ImportStatus.QUEUED)
    importing.run_imports()
    assert browser.get(url, headers={"HX-Request": "true"})["HX-Redirect"] == f"{url}lines/"
    importing.confirm(registry_import=RegistryImport.objects.get())
    importing.run_imports()
    assert browser.get(url, headers={"HX-Request": "true"})["HX-Redirect"] == url  # its head says the status, too


def test_problems_are_shown_by_line_and_go_out_as_a_file(in_scope, sign_in):
    found = checked_file(in_scope.service, in_scope.lina, "Name,Category,Country\nOne,nothing,\nTwo,ngo,Atlantis\n")
    browser, url = sign_in(in_scope.lina), f"/imports/{found.pk}/lines/"

    page = page_of(browser, url)
    assert "“nothing” is not a category in the list." in page
    text = browser.get(f"{url}?format=csv").content.decode("utf-8-sig")
    assert [(line["Line"], line["Column"]) for line in csv.DictReader(StringIO(text))] == [
        ("2", "Category"),
        ("3", "Country"),
    ]


def test_writing_is_refused_while_something_is_open_and_says_how_much(in_scope, sign_in):
    make_organisation(in_scope.service, "Youth Centre")
    text = "Name,Category\nYouth Centre,ngo\nOne,nothing\n"
    found = checked_file(in_scope.service, in_scope.lina, text)
    browser = sign_in(in_scope.lina)

    answer = browser.post(f"/imports/{found.pk}/write/")

    assert answer.status_code == 409
    assert "1 line has a problem." in answer.content.decode()
    assert "1 possible duplicate needs a decision." in answer.content.decode()
    found.refresh_from_db()
    assert found.status == ImportStatus.CHECKED


def test_decisions_are_saved_a_page_at_a_time(in_scope, sign_in):
    known = make_organisation(in_scope.service, "Youth Centre", place="Alytus")
    found = checked_file(
        in_scope.service, in_scope.lina, "Name,Category,Place\nYouth Centre,ngo,Alytus\nOne,nothing,\nTwo,ngo,\n"
    )
    browser, url = sign_in(in_scope.lina), f"/imports/{found.pk}/lines/"
    page = page_of(browser, f"{url}?view=undecided")
    assert f"/organisations/{known.pk}/" in page
    assert "This is a different organisation: register it" in page

    browser.post(url, choices(line_2=f"record-{known.pk}", line_3="skip"))

    assert [row.plan for row in ImportRow.objects.all()] == ["change", "skip", "new"]
    assert "NGOs and non-profit organisations" in page_of(browser, f"{url}?view=change")
    browser.post(url, choices(line_3="again"))
    assert ImportRow.objects.get(line=3).plan == "new"
    browser.post(url, {"act": "skip_problems"})
    assert ImportRow.objects.get(line=3).plan == "skip"


def test_a_record_that_is_not_proposed_cannot_be_chosen(in_scope, sign_in):
    make_organisation(in_scope.service, "Youth Centre")
    foreign = make_organisation(in_scope.other_service, "Youth Centre")
    found = checked_file(in_scope.service, in_scope.lina, "Name,Category\nYouth Centre,ngo\n")

    answer = sign_in(in_scope.lina).post(
        f"/imports/{found.pk}/lines/", choices(line_2=f"record-{foreign.pk}"), follow=True
    )

    assert "Line 2: This record is no longer available." in answer.content.decode()
    assert ImportRow.objects.get().organisation is None


def test_a_file_is_put_away_with_all_that_it_held(in_scope, sign_in):
    found = checked_file(in_scope.service, in_scope.lina, "Name,Category\nOne,ngo\n")

    sign_in(in_scope.lina).post(f"/imports/{found.pk}/give-up/")

    found.refresh_from_db()
    assert (found.status, found.file.name, found.rows.count()) == (ImportStatus.GIVEN_UP, "", 0)


def test_a_failed_file_says_why_and_can_be_checked_again(in_scope, sign_in):
    found = failed_file(in_scope.service, in_scope.lina)
    browser = sign_in(in_scope.lina)

    assert "headings but no lines" in page_of(browser, f"/imports/{found.pk}/")
    assert browser.get(f"/imports/{found.pk}/columns/").status_code == 200


def test_the_template_comes_in_without_a_line(in_scope, sign_in):
    browser = sign_in(in_scope.lina)

    workbook = browser.get("/organisations/import-template/").content
    text = browser.get("/organisations/import-template/?format=csv").content

    assert len(load_workbook(BytesIO(workbook)).worksheets) == 2
    for content in (workbook, text):
        found = checked_file(in_scope.service, in_scope.lina, content)
        assert (found.status, found.failure[:14]) == (ImportStatus.FAILED, "The file conta")


def test_the_export_follows_the_filter_and_keeps_merged_records_out(in_scope, sign_in):
    kept = make_organisation(in_scope.service, "Kept", country="LT")
    make_contact(kept, "Ona")
    make_organisation(in_scope.service, "Abroad", country="EE")
    merged = make_organisation(in_scope.service, "Merged", country="LT")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
    browser = sign_in(in_scope.lina)

    def names(query: str) -> list[str]:
        text = browser.get(f"/organisations/export/?format=csv{query}").content.decode("utf-8-sig")
        return [line["Name"] for line in csv.DictReader(StringIO(text))]

    assert names("") == ["Abroad", "Kept"]
    assert names("&country=LT") == ["Kept"]


def test_another_services_import_is_not_there(in_scope, sign_in):
    found = matched_file(in_scope.service, in_scope.lina, "Name,Category\nOne,ngo\n")

    for part in ("", "columns/", "lines/", "write/", "give-up/"):
        assert sign_in(in_scope.maarja).get(f"/imports/{found.pk}/{part}").status_code == 404


@pytest.mark.parametrize("view", ["new", "undecided", "all"])
def test_twelve_lines_take_as_many_queries_as_four(in_scope, sign_in, view):
    make_organisation(in_scope.service, "Youth Centre")
    browser, counts = sign_in(in_scope.lina), []
    for lines in (2, 6):
        text = "Name,Category\n" + "".join(f"Youth Centre,ngo\nBody {'abcdef'[n]},ngo\n" for n in range(lines))
        found = checked_file(in_scope.service, in_scope.lina, text)
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/imports/{found.pk}/lines/?view={view}")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_three_imports_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    written_file(in_scope.service, in_scope.lina, "Name,Category\nOne,ngo\n")
    with CaptureQueriesContext(connection) as one:
        browser.get(IMPORTS)
    for name in ("Two", "Three"):
        written_file(in_scope.service, in_scope.lina, f"Name,Category\n{name},ngo\n")
    with django_assert_num_queries(len(one)):
        browser.get(IMPORTS)


def test_the_codes_that_an_import_takes_are_those_of_the_forms():
    from partnerships.shared.forms.countries import countries_or_none
    from partnerships.shared.forms.languages import language_choices

    groups = [group for _title, group in countries_or_none() if isinstance(group, list)]
    assert [code for code, _name in groups[0]] != sorted(EUROPEAN_COUNTRIES)  # by name
    assert sorted(code for code, _name in groups[0]) == list(EUROPEAN_COUNTRIES)
    assert {code for group in groups for code, _name in group} == set(words_of("country").values())
    assert sorted(code for code, _name in language_choices() if code) == list(LANGUAGES_OF_NAMES)


def test_a_date_with_two_readings_is_asked_on_the_preview_and_answered_once(in_scope, sign_in):
    found = checked_file(in_scope.service, in_scope.lina, "Name,Category,Ended\nOne,ngo,01/02/2025\n")
    browser, url = sign_in(in_scope.lina), f"/imports/{found.pk}/lines/"

    assert "Which comes first in dates such as 01/02/2025?" in page_of(browser, url)
    unanswered = browser.post(url, {"act": "answer"}, follow=True).content.decode()
    assert "Choose an answer for the whole file first." in unanswered
    browser.post(url, {"act": "answer", "days": "day"})

    assert found.rows.get().values["ended"] == "2025-02-01"
    assert "The day comes first" in page_of(browser, url)


def test_more_lines_than_can_be_are_one_clear_answer_and_nothing_is_written(in_scope, sign_in):
    found = checked_file(in_scope.service, in_scope.lina, "Name,Category\n" + "Mill,ngo\n" * 100_000)

    assert found.status == ImportStatus.FAILED
    assert "more than 20000 rows" in page_of(sign_in(in_scope.lina), f"/imports/{found.pk}/")
    assert (ImportRow.objects.count(), Organisation.objects.count()) == (0, 0)
