"""A portfolio on its way in: received, matched, checked, decided, written in one transaction, settled, undone (F2).

Rows are the queue, as for files of organisations: a worker claims an import, says how far it is, and a claim that has
gone silent is taken back. Everything is checked and prepared before the one transaction, which makes rows in bulk and
writes the ledger last. What follows from a recorded text (its state, its place, reviews, commitments, ready rows) is
settled afterwards, one text after the other, and can be taken up again at any time.
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.files.base import File
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from partnerships.models import ColumnMemory, Partnership, WorkbookImport
from partnerships.rules.lifecycle import IMPORT_MOVES, ImportStatus
from partnerships.shared.services.partnerships import refresh_search_texts
from partnerships.workbooks.rules.kinds import KINDS, guessed_columns, heading_key
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Act, Actor, one_act, record, record_many
from pes_partnerships.lib.moves import MoveRefused, moved
from pes_partnerships.lib.sheets import SheetRefused

from . import settling
from .book import Book, Line, Writing
from .checking import check, counts_of
from .kept import book_of, decisions_of, keep, loaded
from .reading import read_file
from .tables import Table, open_tables

logger = logging.getLogger(__name__)
STALE_AFTER = datetime.timedelta(minutes=10)
_WAITING = {ImportStatus.QUEUED: "check", ImportStatus.CONFIRMED: "write"}
_RUNNING = {ImportStatus.CHECKING: "check", ImportStatus.WRITING: "write"}
Now = Callable[[], datetime.datetime]


class ClaimLost(Exception):
    """Another worker holds this import: this one stops, and has done no harm."""


class ImportFailed(Exception):
    """Nothing was written; the text says why and what to do."""


@one_act()
def receive(*, service: EmploymentService, by: User, file: File, filename: str) -> WorkbookImport:
    """Keep an uploaded file until it is written or given up; raises SheetRefused where it cannot be read."""
    tables = open_tables(file, filename)
    if not tables:
        raise SheetRefused(_("The file has no sheet with lines."))
    received = WorkbookImport(service=service, by=by, filename=filename[:200], size=file.size or 0)
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
        return open_tables(stored, found.filename, {each["name"]: each["heading"] for each in found.sheets})


@one_act()
def choose_heading(*, workbook: WorkbookImport, name: str, heading: str) -> WorkbookImport:
    """Another line holds the headings of one sheet: its columns are guessed again."""
    locked = _locked(workbook)
    if locked.status not in IMPORT_MOVES["match"][0]:
        raise MoveRefused("it is being read")
    for each in locked.sheets:
        if each["name"] == name:
            each["heading"] = heading
    tables = {table.name: table for table in tables_of(locked)}
    locked.sheets = [
        _said(tables[each["name"]], _columns(locked.service, tables[each["name"]])) if each["name"] == name else each
        for each in locked.sheets
    ]
    locked.save()
    return locked


@one_act()
def match(*, workbook: WorkbookImport, sheets: list[dict[str, Any]], options: Mapping[str, Any]) -> WorkbookImport:
    """Say which sheet is what and which column holds what; remembered for the next file, and queued for the check."""
    locked = _move(_locked(workbook), "match", claimed_at=None, done=0, total=0, failure="", counts={})
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


@one_act()
def decide(
    *, workbook: WorkbookImport, decisions: Mapping[int, Mapping[str, Any]], options: Mapping[str, Any] | None = None
) -> WorkbookImport:
    """What people said on lines, by their keys; then everything is checked again.

    `options`: what was asked once for the whole file; with them the file is read again, else it is not.
    """
    locked = _move(_locked(workbook), "match", claimed_at=None, done=0)
    rows = list(locked.lines.filter(pk__in=list(decisions)))
    for row in rows:
        said = decisions[row.pk]
        cells = {**row.decision.get("cells", {}), **said.get("cells", {})}
        row.decision = {**row.decision, **said, "cells": cells}
    locked.lines.model.objects.bulk_update(rows, ["decision"], batch_size=500)
    locked.options = {**locked.options, **(options or {}), "is_read": not options}
    locked.save(update_fields=["options"])
    return locked


@one_act()
def confirm(*, workbook: WorkbookImport) -> WorkbookImport:
    """Let the worker write. The caller has seen that nothing is open; the worker looks again."""
    return _move(_locked(workbook), "confirm", claimed_at=None, done=0)


@one_act()
def give_up(*, workbook: WorkbookImport, by: Actor) -> WorkbookImport:
    """Leave the portfolio as it is, and take the file away."""
    locked = _move(_locked(workbook), "give_up", finished_at=timezone.now(), claimed_at=None)
    locked.lines.all().delete()
    record(act="workbook.given_up", anchor=locked, by=by, service=locked.service)
    _drop_file(locked)
    return locked


def run_workbooks(*, now: Now = timezone.now) -> int:
    """Check, write and settle what waits, one service after the other; returns how many were taken up."""
    taken = 0
    for service in EmploymentService.objects.running_here():
        with scope(service=service):
            for pk in _due(now()).values_list("pk", flat=True):
                taken += run_one(pk, now=now)
            taken += settling.settle_all(now=now)
    return taken


def run_one(pk: int, *, now: Now = timezone.now) -> bool:
    """Check or write one import, if this worker is the one that gets it."""
    claimed = _claim(pk, now())
    if claimed is None:
        return False
    with translation.override(claimed.by.language):
        try:
            (_check if claimed.status == ImportStatus.CHECKING else _write)(claimed, now)
        except ClaimLost:
            return False
        except (SheetRefused, ImportFailed) as refused:
            _fail(claimed, str(refused))
        except DatabaseError:
            raise  # the next run takes the silent claim back
        except Exception:
            logger.exception("Import %s failed.", pk)
            text = _("The file could not be processed because of an unexpected error. Nothing was imported. Contact "
                     "your administrator.")  # fmt: skip
            _fail(claimed, text)
    return True


def _claim(pk: int, now: datetime.datetime) -> WorkbookImport | None:
    for status in (*_WAITING, *_RUNNING):
        act = (_WAITING | _RUNNING)[status]
        won = _due(now).filter(pk=pk, status=status).update(status=moved(IMPORT_MOVES, act, status), claimed_at=now)
        if won:
            return WorkbookImport.objects.select_related("service", "by").get(pk=pk, claimed_at=now)
    return None


def _due(now: datetime.datetime) -> Any:
    silent = Q(status__in=list(_RUNNING), claimed_at__lt=now - STALE_AFTER)
    return WorkbookImport.objects.filter(Q(status__in=list(_WAITING)) | silent).order_by("pk")


def _check(claimed: WorkbookImport, now: Now) -> None:
    progress = _progress_of(claimed, now)
    book, notes = (loaded(claimed), claimed.notes) if claimed.options.get("is_read") else _read(claimed, progress)
    check(book, progress)
    lines = [line for line in book.all_lines if line.number]
    if not lines:
        raise SheetRefused(_("The file contains headings but no lines."))
    with transaction.atomic():
        moment = now()
        _still_ours(
            claimed,
            status=moved(IMPORT_MOVES, "show", claimed.status),
            claimed_at=None,
            checked_at=moment,
            done=len(lines),
            total=len(lines),
            counts=counts_of(book),
            notes=notes,
        )
        keep(claimed, lines)


def _read(claimed: WorkbookImport, progress: Callable[[int, int], None]) -> tuple[Book, list[str]]:
    book, decided = book_of(claimed), decisions_of(claimed)
    matched = {each["name"]: each for each in claimed.sheets}
    lines, asked, notes = read_file(tables_of(claimed), matched, claimed.options, lambda done: progress(done, 0))
    for line in lines:
        line.decision = decided.get((line.sheet, line.number), {})
        book.of(line.kind).append(line)
    claimed.options = {**claimed.options, "asked": asked.questions}
    WorkbookImport.objects.filter(pk=claimed.pk).update(options=claimed.options)
    return book, notes


def _write(claimed: WorkbookImport, now: Now) -> None:
    """All or nothing. The status turns in the transaction that writes, so that neither is there without the other."""
    book = loaded(claimed)
    check(book, _progress_of(claimed, now))
    if still_open := next((line for line in book.all_lines if line.is_open), None):
        text = _("Sheet “%(sheet)s”, line %(line)s: no decision has been made. The portfolio may have changed since "
                 "the check. Check the file again.")  # fmt: skip
        raise ImportFailed(text % {"sheet": still_open.sheet, "line": still_open.number})
    try:
        with transaction.atomic():
            _still_ours(
                claimed,
                status=moved(IMPORT_MOVES, "finish", claimed.status),
                claimed_at=None,
                finished_at=now(),
                done=claimed.total,
            )
            _write_book(claimed, book)
    except IntegrityError as error:
        logger.warning("Import %s was refused by the database: %s", claimed.pk, error)
        raise ImportFailed(
            _("The portfolio has changed since the check, so that the file does not fit any more. Check it again.")
        ) from error


def _write_book(claimed: WorkbookImport, book: Book) -> None:
    writing = Writing(by=Actor.user(claimed.by))
    list(Partnership.objects.select_for_update(of=("self",)).filter(pk__in=_named(book)).order_by("pk").only("pk"))
    for kind in KINDS:
        kind.handler.write(book, kind, writing)
    refresh_search_texts(sorted(writing.partnerships))
    counts, settle = counts_of(book), writing.to_settle()
    _keep_written(claimed, book.all_lines)
    made = {"touched": sorted(writing.partnerships), "organisations": sorted(writing.organisations)}
    options = {**claimed.options, **made}
    WorkbookImport.objects.filter(pk=claimed.pk).update(counts=counts, to_settle=settle, options=options)
    _drop_file(claimed)
    after = {"file": claimed.filename, "new": _sum(counts, "new"), "changed": _sum(counts, "change")}
    done = Act("workbook.written", claimed, writing.by, service=claimed.service, after=after)
    record_many([*writing.acts, done])


def _keep_written(claimed: WorkbookImport, lines: Iterable[Line]) -> None:
    """Each line knows its row from now on: that is what an undo takes back."""
    lines = list(lines)
    for line in lines:
        line.target = line.pk or line.target
    keep(claimed, lines)


def _named(book: Book) -> set[int]:
    found = {line.target for line in book.active("partnerships") if line.target}
    return found | {line.found for line in book.all_lines if line.found}


def _sum(counts: Mapping[str, Mapping[str, int]], name: str) -> int:
    return sum(each.get(name, 0) for each in counts.values())


def _progress_of(claimed: WorkbookImport, now: Now) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        moment = now()
        _still_ours(claimed, done=done, total=total, claimed_at=moment)
        claimed.claimed_at, claimed.total = moment, total

    return progress


def _still_ours(claimed: WorkbookImport, **fields: Any) -> None:
    ours = WorkbookImport.objects.filter(pk=claimed.pk, status=claimed.status, claimed_at=claimed.claimed_at)
    if not ours.update(**fields):
        raise ClaimLost


def _fail(claimed: WorkbookImport, why: str) -> None:
    status = moved(IMPORT_MOVES, "fail", claimed.status)
    WorkbookImport.objects.filter(pk=claimed.pk, claimed_at=claimed.claimed_at).update(
        status=status, failure=why, claimed_at=None
    )


def _locked(workbook: WorkbookImport) -> WorkbookImport:
    return WorkbookImport.objects.select_for_update(of=("self",)).select_related("service", "by").get(pk=workbook.pk)


def _move(workbook: WorkbookImport, act: str, **fields: Any) -> WorkbookImport:
    workbook.status = moved(IMPORT_MOVES, act, workbook.status)
    for name, value in fields.items():
        setattr(workbook, name, value)
    workbook.save()
    return workbook


def _drop_file(workbook: WorkbookImport) -> None:
    """The file goes once the transaction holds: what failed can be checked again from it."""
    stored = workbook.file
    WorkbookImport.objects.filter(pk=workbook.pk).update(file="")
    if stored:
        transaction.on_commit(lambda: stored.storage.delete(stored.name))


def open_lines(workbook: WorkbookImport) -> int:
    return workbook.lines.filter(is_open=True).count()
