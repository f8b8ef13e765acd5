"""F2: portfolios come as offices keep them: other encodings, foreign marks, words for nothing, numbers of a program."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.models import Partnership, WorkbookImport
from partnerships.workbooks.services import running
from pes_partnerships.accounts.models import EmploymentService
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
    checked(lina, found, encoding="cp1250")

    assert found.options["encoding"] == "cp1250"
    assert list(found.lines.values_list("values__title", flat=True)) == ["Łódź razem"]


def test_unicode_is_not_asked_about(lina):
    found = uploaded(lina, zipped("utf-8", ["K-1", "Łódź razem", "LT", ""]))

    assert "UTF-8" not in words_on(lina.get(url("workbook_sheets", found.pk)))
