"""A file of organisations on its way into the registry: who may move it on, and the one writer of its status (F2).

Rows are the queue: a worker claims an import by a conditional update, says how far it is between slices, and a claim
that has gone silent is taken back. The check may run again from its beginning; the writing is one transaction.
"""

import datetime
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from partnerships.imports.rules.columns import heading_key, heading_meaning
from partnerships.models import ColumnMemory, ImportRow, RegistryImport
from partnerships.rules.lifecycle import IMPORT_MOVES, ImportStatus
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
from .undoing import UndoBarred, forget_what_was, undo_rows
from .writing import ImportFailed, write_rows

logger = logging.getLogger(__name__)
STALE_AFTER = datetime.timedelta(minutes=10)
_WAITING = {ImportStatus.QUEUED: "check", ImportStatus.CONFIRMED: "write", ImportStatus.TO_UNDO: "undo"}
_RUNNING = {ImportStatus.CHECKING: "check", ImportStatus.WRITING: "write", ImportStatus.UNDOING: "undo"}


class ClaimLost(Exception):
    """Another worker holds this import: this one stops, and has done no harm."""


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
    return _move(_locked(registry_import), "confirm", claimed_at=None, done=0)


@one_act()
def ask_undo(*, registry_import: RegistryImport, by: User) -> RegistryImport:
    """Have the worker take the whole import back. The caller has seen that nothing bars it; the worker looks again."""
    return _move(_locked(registry_import), "ask_undo", claimed_at=None, undone_by=by)


@one_act()
def give_up(*, registry_import: RegistryImport, by: Actor) -> RegistryImport:
    """Leave the registry as it is, and take the file away."""
    registry_import = _move(_locked(registry_import), "give_up", finished_at=timezone.now(), claimed_at=None)
    registry_import.rows.all().delete()
    record(act="import.given_up", anchor=registry_import, by=by, service=registry_import.service)
    drop_file(registry_import)
    return registry_import


def run_imports(*, now: Callable[[], datetime.datetime] = timezone.now) -> int:
    """Check and write what waits, one service after the other; returns how many were taken up."""
    taken = 0
    for service in EmploymentService.objects.running_here():
        with scope(service=service):
            forget_what_was(now())
            for pk in _due(now()).values_list("pk", flat=True):
                taken += run_one(pk, now=now)
    return taken


def run_one(pk: int, *, now: Callable[[], datetime.datetime] = timezone.now) -> bool:
    """Check or write one import, if this worker is the one that gets it."""
    claimed = claim(pk, now())
    if claimed is None:
        return False
    with translation.override(claimed.by.language):
        try:
            _WORK[claimed.status](claimed, now)
        except ClaimLost:
            return False
        except (SheetRefused, ImportFailed) as refused:
            _fail(claimed, str(refused))
        except UndoBarred:
            _still_ours(claimed, status=moved(IMPORT_MOVES, "keep", claimed.status), claimed_at=None)
        except DatabaseError:
            raise  # the next run takes the silent claim back
        except Exception:
            logger.exception("Import %s failed.", pk)
            _fail(
                claimed,
                _(
                    "The file could not be processed because of an unexpected error. Nothing was "
                    "imported. Contact your administrator."
                ),
            )
    return True


def claim(pk: int, now: datetime.datetime) -> RegistryImport | None:
    """The import, if this worker is the one that got it; a claim that went silent counts as none."""
    for status in (*_WAITING, *_RUNNING):
        act = (_WAITING | _RUNNING)[status]
        won = _due(now).filter(pk=pk, status=status).update(status=moved(IMPORT_MOVES, act, status), claimed_at=now)
        if won:
            return RegistryImport.objects.select_related("service", "by", "undone_by").get(pk=pk, claimed_at=now)
    return None


def _due(now: datetime.datetime) -> Any:
    silent = Q(status__in=list(_RUNNING), claimed_at__lt=now - STALE_AFTER)
    return RegistryImport.objects.filter(Q(status__in=list(_WAITING)) | silent).order_by("pk")


def _check(claimed: RegistryImport, now: Callable[[], datetime.datetime]) -> None:
    codes = [claimed.matching.get(str(number), "") for number in range(len(claimed.columns))]
    sheet = sheet_of(claimed)
    reader = Reader(sheet, codes, _ways_of(claimed), claimed.reading.get("values", {}))
    drafts = check(service=claimed.service, reader=reader, progress=_progress_of(claimed, now))
    if not drafts:
        raise SheetRefused(_("The file contains headings but no lines. Add one line for each organisation."))
    for problem in sheet.problems:
        _nearest(drafts, problem.line).complain(problem.text)
    with transaction.atomic():
        _still_ours(
            claimed,
            status=moved(IMPORT_MOVES, "show", claimed.status),
            claimed_at=None,
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


def _write(claimed: RegistryImport, now: Callable[[], datetime.datetime]) -> None:
    """F2: all or nothing. The status turns in the transaction that writes, so that neither stands without the other."""
    with transaction.atomic():
        _still_ours(
            claimed,
            status=moved(IMPORT_MOVES, "finish", claimed.status),
            claimed_at=None,
            finished_at=now(),
            done=claimed.total,
        )
        written = write_rows(claimed)
        RegistryImport.objects.filter(pk=claimed.pk).update(counts=claimed.counts | written)
        drop_file(claimed)


def _undo(claimed: RegistryImport, now: Callable[[], datetime.datetime]) -> None:
    """All or nothing, like the writing; what was built on the import meanwhile keeps it."""
    with transaction.atomic():
        _still_ours(claimed, status=moved(IMPORT_MOVES, "finish_undo", claimed.status), claimed_at=None)
        undone = undo_rows(claimed, by=Actor.user(claimed.undone_by))
        RegistryImport.objects.filter(pk=claimed.pk).update(counts=claimed.counts | undone)


_WORK = {ImportStatus.CHECKING: _check, ImportStatus.WRITING: _write, ImportStatus.UNDOING: _undo}


def _progress_of(claimed: RegistryImport, now: Callable[[], datetime.datetime]) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        moment = now()
        _still_ours(claimed, done=done, total=total, claimed_at=moment)
        claimed.claimed_at, claimed.total = moment, total

    return progress


def _still_ours(claimed: RegistryImport, **fields: Any) -> None:
    ours = RegistryImport.objects.filter(pk=claimed.pk, status=claimed.status, claimed_at=claimed.claimed_at)
    if not ours.update(**fields):
        raise ClaimLost


def _fail(claimed: RegistryImport, why: str) -> None:
    status = moved(IMPORT_MOVES, "keep" if claimed.status == ImportStatus.UNDOING else "fail", claimed.status)
    RegistryImport.objects.filter(pk=claimed.pk, claimed_at=claimed.claimed_at).update(
        status=status, failure=why, claimed_at=None
    )


def _locked(registry_import: RegistryImport) -> RegistryImport:
    return RegistryImport.objects.select_for_update().select_related(None).get(pk=registry_import.pk)


def _move(registry_import: RegistryImport, act: str, **fields: Any) -> RegistryImport:
    registry_import.status = moved(IMPORT_MOVES, act, registry_import.status)
    for name, value in fields.items():
        setattr(registry_import, name, value)
    registry_import.save()
    return registry_import
