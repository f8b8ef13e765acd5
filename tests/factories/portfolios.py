"""A portfolio in a workbook, brought in as the pages do it."""

from io import BytesIO

from django.core.files.base import ContentFile
from django_scopes import scope
from openpyxl import Workbook

from partnerships.models import WorkbookImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.workbooks.services import receiving, running, settling
from pes_partnerships.accounts.models import EmploymentService, User

Sheets = dict[str, list[list[object]]]
ONE: Sheets = {"Partnerships": [["Your number", "Name", "Country"], ["P-1", "Local pact Alytus", "LT"]]}


def book_with(sheets: Sheets, name: str = "portfolio.xlsx") -> ContentFile:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    content = BytesIO()
    book.save(content)
    return ContentFile(content.getvalue(), name=name)


def received_workbook(service: EmploymentService, by: User, file: ContentFile) -> WorkbookImport:
    """Uploaded; nobody has said yet what its sheets hold."""
    with scope(service=service):
        return receiving.receive(service=service, by=by, file=file, filename=file.name)


def checked_workbook(service: EmploymentService, by: User, file: ContentFile, **options: object) -> WorkbookImport:
    """Uploaded and checked with the columns that were guessed."""
    found = received_workbook(service, by, file)
    with scope(service=service):
        receiving.match(workbook=found, sheets=found.sheets, options=options)
        running.run_one(found.pk)
        found.refresh_from_db()
    return found


def written_workbook(service: EmploymentService, by: User, file: ContentFile) -> WorkbookImport:
    """All of it, and what follows from it."""
    return write(checked_workbook(service, by, file))


def write(found: WorkbookImport) -> WorkbookImport:
    with scope(service=found.service):
        running.confirm(workbook=found)
        running.run_one(found.pk)
        found.refresh_from_db()
        assert found.status == ImportStatus.WRITTEN, found.failure
        settling.settle(found)
        found.refresh_from_db()
    return found


def undo(found: WorkbookImport, by: User) -> WorkbookImport:
    """As its page does it; the status says whether it went."""
    with scope(service=found.service):
        running.ask_undo(workbook=found, by=by)
        running.run_one(found.pk)
        found.refresh_from_db()
    return found
