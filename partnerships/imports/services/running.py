"""A file of organisations on its way into the registry: who may move it on, and the one writer of its status (F2)."""

from collections.abc import Mapping

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from partnerships.imports.rules.columns import heading_key, heading_meaning
from partnerships.models import ColumnMemory, ImportRow, RegistryImport
from partnerships.rules.lifecycle import IMPORT_MOVES, ImportStatus
from partnerships.shared.services.file_work import FileWork, Now, move, progress_of, turn
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import moved
from pes_partnerships.lib.sheets import SheetRefused, likely_encoding, open_sheet
from pes_partnerships.lib.sheets.days import CENTURY, ORDER, Ways

from .checks import check
from .exporting import sliced
from .files import SHEET, drop_file, remembered_columns, sheet_of
from .reading import Draft, Reader
from .rows import counted
from .undoing import forget_what_was, undo_rows
from .writing import write_rows


@one_act()
def receive_file(*, service: EmploymentService, by: User, file: File, filename: str) -> RegistryImport:
    """Keep an uploaded file until it is written or given up; raises SheetRefused where it cannot be read."""
    sheet = open_sheet(file, filename, meaning=heading_meaning(remembered_columns(service)))
    file.seek(0)
    received = RegistryImport(service=service, by=by, filename=filename[:200], columns=sheet.headings)
    received.encoding = sheet.encoding if sheet.encoding_is_sure else likely_encoding(service.language)
    received.file.save(f"organisations.{sheet.kind}", file, save=False)
    received.save()
    return received


@one_act()
def match_columns(
    *,
    registry_import: RegistryImport,
    headings: list[str],
    codes: list[str],
    encoding: str = "",
    sheet: str = "",
    heading: str = "",
    values: Mapping[str, str] = {},
) -> RegistryImport:
    """Say which column holds what, remember it for the next file, and queue the check.

    `heading` is the line of the headings; `values` hold for every line that has none of its own, by field code.
    """
    registry_import = _locked(registry_import)
    registry_import.status = moved(IMPORT_MOVES, "match", registry_import.status)
    registry_import.columns = headings
    registry_import.matching = {str(number): code for number, code in enumerate(codes)} | {SHEET: sheet}
    registry_import.encoding = encoding
    registry_import.reading = {**registry_import.reading, "heading": heading, "values": dict(values)}
    _from_the_beginning(registry_import)
    _remember(registry_import.service, headings, codes)
    return registry_import


@one_act()
def answer_for_file(*, registry_import: RegistryImport, answers: Mapping[str, str]) -> RegistryImport:
    """How the whole file writes what could be read in two ways (question -> answer); it is checked again."""
    registry_import = _locked(registry_import)
    registry_import.status = moved(IMPORT_MOVES, "match", registry_import.status)
    registry_import.reading = {**registry_import.reading, **answers}
    _from_the_beginning(registry_import)
    return registry_import


def _from_the_beginning(registry_import: RegistryImport) -> None:
    registry_import.done = registry_import.total = 0
    registry_import.failure, registry_import.claimed_at = "", None
    registry_import.counts, registry_import.seen = {}, {}
    registry_import.save()


def _remember(service: EmploymentService, headings: list[str], codes: list[str]) -> None:
    chosen: dict[str, str] = {}
    for heading, code in zip(map(heading_key, headings), codes, strict=True):
        if heading and not chosen.get(heading):  # of two equal headings the one that was used counts
            chosen[heading] = code
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(service=service, heading=heading, field=code) for heading, code in chosen.items()],
        update_conflicts=True,
        unique_fields=["service", "heading"],
        update_fields=["field"],
    )


@one_act()
def confirm(*, registry_import: RegistryImport) -> RegistryImport:
    """Let the worker write the file. The caller has seen that nothing stays undecided; the worker looks again."""
    return move(_locked(registry_import), "confirm", claimed_at=None, done=0)


@one_act()
def ask_undo(*, registry_import: RegistryImport, by: User) -> RegistryImport:
    """Have the worker take the whole import back. The caller has seen that nothing bars it; the worker looks again."""
    return move(_locked(registry_import), "ask_undo", claimed_at=None, failure="", undone_by=by)


@one_act()
def give_up(*, registry_import: RegistryImport, by: Actor) -> RegistryImport:
    """Leave the registry as it is, and take the file away."""
    registry_import = move(_locked(registry_import), "give_up", finished_at=timezone.now(), claimed_at=None)
    registry_import.rows.all().delete()
    record(act="import.given_up", anchor=registry_import, by=by, service=registry_import.service)
    drop_file(registry_import)
    return registry_import


def run_imports(*, now: Now = timezone.now) -> int:
    """Check, write and undo what waits, one service after the other; returns how many were taken up."""
    taken = 0
    for service in EmploymentService.objects.running_here():
        with scope(service=service):
            forget_what_was(now())
            taken += WORK.run_due(now)
    return taken


def _check(claimed: RegistryImport, now: Now) -> None:
    codes = [claimed.matching.get(str(number), "") for number in range(len(claimed.columns))]
    sheet = sheet_of(claimed)
    reader = Reader(sheet, codes, _ways_of(claimed), claimed.reading.get("values", {}))
    drafts = check(service=claimed.service, reader=reader, progress=progress_of(claimed, now))
    if not drafts:
        raise SheetRefused(_("The file contains headings but no lines. Add one line for each organisation."))
    for problem in sheet.problems:
        _nearest(drafts, problem.line).complain(problem.text)
    with transaction.atomic():
        turn(
            claimed,
            "show",
            done=len(drafts),
            total=len(drafts),
            seen={"last_line": reader.last_line, "beyond": sheet.beyond(), "asks": reader.asks},
        )
        claimed.rows.all().delete()
        for some in sliced(drafts):
            ImportRow.objects.bulk_create(_row(claimed, draft) for draft in some)
        RegistryImport.objects.filter(pk=claimed.pk).update(counts=counted(claimed))


def _ways_of(claimed: RegistryImport) -> Ways:
    said = claimed.reading
    language = said.get("values", {}).get("language") or claimed.service.language
    return Ways(days=said.get(ORDER, ""), centuries=said.get(CENTURY, ""), language=language)


def _nearest(drafts: list[Draft], line: int) -> Draft:
    """A problem of the file is shown with the organisation on whose lines it stands."""
    return next((draft for draft in reversed(drafts) if draft.line <= line), drafts[0])


def _row(claimed: RegistryImport, draft: Draft) -> ImportRow:
    return ImportRow(
        registry_import=claimed,
        line=draft.line,
        name=draft.name[:250],
        values=draft.values,
        problems=draft.problems,
        duplicates=draft.duplicates,
        plan=draft.plan,
        organisation_id=draft.organisation_id,
    )


def _write(claimed: RegistryImport, now: Now) -> None:
    """F2: all or nothing."""
    with transaction.atomic():
        turn(claimed, "finish", finished_at=now(), done=claimed.total)
        written = write_rows(claimed)
        RegistryImport.objects.filter(pk=claimed.pk).update(counts=claimed.counts | written)
        drop_file(claimed)


def _undo(claimed: RegistryImport, now: Now) -> None:
    """All or nothing, like the writing; what was built on the import meanwhile keeps it."""
    with transaction.atomic():
        turn(claimed, "finish_undo")
        undone = undo_rows(claimed, by=Actor.user(claimed.undone_by))
        RegistryImport.objects.filter(pk=claimed.pk).update(counts=claimed.counts | undone)


WORK = FileWork(
    RegistryImport, {ImportStatus.CHECKING: _check, ImportStatus.WRITING: _write, ImportStatus.UNDOING: _undo}
)
run_one = WORK.run_one


def _locked(registry_import: RegistryImport) -> RegistryImport:
    return RegistryImport.objects.select_for_update().select_related(None).get(pk=registry_import.pk)
