"""What happened to the registry between the check of a file and its writing (F2)."""

from django.core.files.base import ContentFile
from django.core.management import call_command

from partnerships.imports.services import running as importing
from partnerships.models import ColumnMemory, Organisation
from partnerships.rules.lifecycle import ImportStatus
from tests.factories import make_organisation
from tests.factories.imports import checked_file

CONTENT = "Name,Category\nHouse of Trades,ngo\n"


def written(found):
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)
    found.refresh_from_db()
    return found


def test_the_same_file_in_two_windows_is_written_once(in_scope):
    call_command("load_reference", verbosity=0)
    first, second = (checked_file(in_scope.service, in_scope.lina, CONTENT) for _window in range(2))

    assert written(first).status == ImportStatus.WRITTEN
    again = written(second)

    assert again.status == ImportStatus.FAILED
    assert "Line 2: “House of Trades” has been registered since" in again.failure
    assert Organisation.objects.filter(name="House of Trades").count() == 1


def test_checked_again_it_proposes_the_record_that_came_in_meanwhile(in_scope):
    call_command("load_reference", verbosity=0)
    found = checked_file(in_scope.service, in_scope.lina, CONTENT)
    make_organisation(in_scope.service, "House of trades", "ngo")
    assert written(found).status == ImportStatus.FAILED

    importing.match_columns(registry_import=found, headings=["Name", "Category"], codes=["name", "category"])
    importing.run_one(found.pk)

    (line,) = found.rows.all()
    assert [one["name"] for one in line.duplicates] == ["House of trades"]


def test_of_two_equal_headings_the_one_that_was_used_is_remembered(in_scope):
    content = "Name,Name,Category\nHouse of Trades,copy,ngo\n"
    file = ContentFile(content.encode())
    found = importing.receive_file(service=in_scope.service, by=in_scope.lina, file=file, filename="two.csv")
    importing.match_columns(
        registry_import=found, headings=["Name", "Name", "Category"], codes=["name", "", "category"]
    )

    assert ColumnMemory.objects.get(heading="name").field == "name"
