"""Bringing a portfolio in from a file, and out: who may use which route (X1)."""

from typing import Any

from django_scopes import scope

from partnerships.workbooks.services.files_out import ask_file, make_files
from pes_partnerships.accounts.models import Membership
from tests.factories.portfolios import ONE, book_with, checked_workbook, received_workbook, written_workbook
from tests.permissions.routes import MANAGER, Route, of

WRITTEN = {"Partnerships": [["Your number", "Name"], ["P-2", "Pact that was written"]]}
ROUTES: list[Route] = [
    Route("partnerships:workbooks", MANAGER),
    Route("partnerships:workbook_template", MANAGER),
    Route("partnerships:portfolio_export", MANAGER),
    Route("partnerships:portfolio_file", MANAGER, of("portfolio_file")),
    # the file itself lay in the folder of another test
    Route("partnerships:portfolio_file_download", MANAGER, of("portfolio_file"), answers_404=True),
    Route("partnerships:workbook", MANAGER, of("written_workbook")),
    Route("partnerships:workbook_sheets", MANAGER, of("received_workbook")),
    Route("partnerships:workbook_check", MANAGER, of("checked_workbook")),
    Route("partnerships:workbook_lines", MANAGER, of("checked_workbook")),
    Route("partnerships:workbook_write", MANAGER, of("checked_workbook")),
    Route("partnerships:workbook_give_up", MANAGER, of("checked_workbook")),
    Route("partnerships:workbook_undo", MANAGER, of("written_workbook")),
]


def rows(crew: Any, world: Any) -> dict[str, object]:
    """Files at three stages of their way; another manager of the service brought them, for the whole service.

    The file that goes out is its own manager's.
    """
    membership = Membership.objects.get(user=world.manager, service=world.service)
    with scope(service=world.service):
        portfolio_file = ask_file(membership=membership, suffix="json")
        make_files()
    return {
        "portfolio_file": portfolio_file,
        "received_workbook": received_workbook(crew.service, crew.lina, book_with(ONE)),
        "checked_workbook": checked_workbook(crew.service, crew.lina, book_with(ONE)),
        "written_workbook": written_workbook(crew.service, crew.lina, book_with(WRITTEN)),
    }
