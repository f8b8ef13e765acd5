"""A portfolio received: its sheets and columns are guessed, corrected, remembered for the next file (F2)."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from partnerships.models import ColumnMemory, WorkbookImport
from partnerships.rules.lifecycle import IMPORT_MOVES
from partnerships.shared.services.file_work import move
from partnerships.workbooks.rules.kinds import KINDS, guessed_columns, heading_key
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import one_act
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.sheets import SheetRefused, likely_encoding

from .kept import locked_import
from .tables import Chosen, Table, open_tables


@one_act()
def receive(*, service: EmploymentService, by: User, file: File, filename: str) -> WorkbookImport:
    """Keep an uploaded file until it is written or given up; raises SheetRefused where it cannot be read.

    Text that is no Unicode is read as offices of the service's language save it, until somebody says otherwise.
    """
    tables, options = open_tables(file, filename), {}
    if any(table.asks_encoding for table in tables):
        options["encoding"] = likely_encoding(service.language)
        tables = open_tables(file, filename, Chosen(encoding=options["encoding"]))
    if not tables:
        raise SheetRefused(_("The file has no sheet with lines."))
    if all(table.refused for table in tables):
        raise SheetRefused(tables[0].refused)
    received = WorkbookImport(service=service, by=by, filename=filename[:200], size=file.size or 0)
    received.options = options
    received.sheets = [_said(table, _columns(service, table)) for table in tables]
    file.seek(0)
    received.file.save(f"portfolio.{_suffix(filename)}", file, save=False)
    received.save()
    return received


def _suffix(filename: str) -> str:
    suffix = filename.rpartition(".")[2].lower()
    return suffix if suffix in ("xlsx", "zip", "json", "csv") else "bin"


def _columns(service: EmploymentService, table: Table) -> list[str]:
    kind = KINDS.get(table.kind)
    if kind is None:
        return [""] * len(table.headings)
    prefix = f"{kind.code} "
    rows = ColumnMemory.objects.filter(service=service, heading__startswith=prefix).values_list("heading", "field")
    return guessed_columns(kind, table.headings, {heading.removeprefix(prefix): code for heading, code in rows})


def _said(table: Table, columns: list[str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "kind": table.kind,
        "heading": table.heading,
        "headings": table.headings,
        "columns": columns,
    }


def tables_of(found: WorkbookImport) -> list[Table]:
    """The stored file, opened, each sheet with the line of headings that was chosen."""
    try:
        stored = found.file.open("rb")
    except (OSError, ValueError) as gone:
        raise SheetRefused(
            _("The uploaded file is no longer available. Cancel this import and upload the file again.")
        ) from gone
    with stored:
        headings = {each["name"]: each["heading"] for each in found.sheets}
        return open_tables(stored, found.filename, Chosen(headings, found.options.get("encoding", "")))


@one_act()
def choose_heading(*, workbook: WorkbookImport, name: str, heading: str) -> WorkbookImport:
    """Another line holds the headings of one sheet: its columns are guessed again; raises SheetRefused."""
    locked = _to_match(workbook)
    for each in locked.sheets:
        if each["name"] == name:
            each["heading"] = heading
    tables = {table.name: table for table in tables_of(locked)}
    if refused := next((table.refused for table in tables.values() if table.name == name), ""):
        raise SheetRefused(refused)
    locked.sheets = [
        _said(tables[each["name"]], _columns(locked.service, tables[each["name"]])) if each["name"] == name else each
        for each in locked.sheets
    ]
    locked.save()
    return locked


@one_act()
def choose_encoding(*, workbook: WorkbookImport, encoding: str) -> WorkbookImport:
    """Text that is no Unicode is read in another way: headings may read otherwise, so columns are guessed again."""
    locked = _to_match(workbook)
    locked.options = {**locked.options, "encoding": encoding}
    locked.sheets = [_said(table, _columns(locked.service, table)) for table in tables_of(locked)]
    locked.save()
    return locked


def _to_match(workbook: WorkbookImport) -> WorkbookImport:
    locked = locked_import(workbook)
    if locked.status not in IMPORT_MOVES["match"][0]:
        raise MoveRefused("it is being read")
    return locked


@one_act()
def match(*, workbook: WorkbookImport, sheets: list[dict[str, Any]], options: Mapping[str, Any]) -> WorkbookImport:
    """Say which sheet is what and which column holds what; remembered for the next file, and queued for the check."""
    locked = move(locked_import(workbook), "match", claimed_at=None, done=0, total=0, failure="", counts={})
    locked.sheets, locked.options = sheets, dict(options)
    locked.save()
    _remember(locked.service, sheets)
    return locked


def _remember(service: EmploymentService, sheets: list[dict[str, Any]]) -> None:
    chosen: dict[str, str] = {}
    for each in sheets:
        for heading, code in zip(each["headings"], each["columns"], strict=True):
            if each["kind"] and (key := heading_key(heading)):
                chosen.setdefault(f"{each['kind']} {key}"[:120], code)
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(service=service, heading=heading, field=code) for heading, code in chosen.items()],
        update_conflicts=True,
        unique_fields=["service", "heading"],
        update_fields=["field"],
    )
