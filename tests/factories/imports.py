"""Files of organisations, brought in as the pages do it."""

from django.core.files.base import ContentFile
from django_scopes import scope

from partnerships.imports.rules.columns import guessed
from partnerships.imports.services import running as importing
from partnerships.imports.services.files import remembered_columns
from partnerships.imports.services.rows import ANOTHER, SKIP, decide, open_rows
from partnerships.models import RegistryImport
from pes_partnerships.accounts.models import EmploymentService, User


def matched_file(
    service: EmploymentService, by: User, content: str | bytes, filename: str = "organisations.csv", **values: str
) -> RegistryImport:
    """Uploaded and matched as the headings suggest; the check waits for a worker. `values` hold for the whole file."""
    file = ContentFile(content.encode() if isinstance(content, str) else content)
    with scope(service=service):
        received = importing.receive_file(service=service, by=by, file=file, filename=filename)
        codes = guessed(received.columns, remembered_columns(service))
        return importing.match_columns(
            registry_import=received, headings=received.columns, codes=codes, encoding=received.encoding, values=values
        )


def checked_file(service: EmploymentService, by: User, content: str | bytes, **named: str) -> RegistryImport:
    found = matched_file(service, by, content, **named)
    with scope(service=service):
        importing.run_one(found.pk)
        found.refresh_from_db()
    return found


def written_file(service: EmploymentService, by: User, content: str | bytes, **named: str) -> RegistryImport:
    """Checked and written; suspected duplicates are other ones, lines with problems are left out."""
    found = checked_file(service, by, content, **named)
    with scope(service=service):
        problems, undecided = open_rows(found)
        decide(registry_import=found, choices=dict.fromkeys(undecided, ANOTHER) | dict.fromkeys(problems, SKIP))
        return confirmed(found)


def failed_file(service: EmploymentService, by: User) -> RegistryImport:
    """Headings without a line below them."""
    return checked_file(service, by, "Name,Category\n")


def texts_of(found: RegistryImport) -> dict[int, list[str]]:
    return {row.line: [one["text"] for one in row.problems] for row in found.rows.all() if row.problems}


def decided(found: RegistryImport, **choices: str) -> list[tuple[int, str]]:
    """line_2="skip" and so on."""
    rows = {row.line: row.pk for row in found.rows.all()}
    by_key = {rows[int(name.removeprefix("line_"))]: choice for name, choice in choices.items()}
    return decide(registry_import=found, choices=by_key)


def confirmed(found: RegistryImport) -> RegistryImport:
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)
    found.refresh_from_db()
    return found
