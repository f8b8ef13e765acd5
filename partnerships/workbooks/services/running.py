"""A portfolio on its way in: checked, decided, written in one transaction, settled, undone (F2).

Everything is checked and prepared before the one transaction, which makes rows in bulk and writes the ledger last. What
follows from a recorded text (its state, its place, reviews, commitments, ready rows) is settled afterwards, one text
after the other, and can be taken up again at any time.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from partnerships.models import Partnership, WorkbookImport
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.services.file_work import FileWork, ImportFailed, Now, Progress, move, progress_of, turn
from partnerships.shared.services.partnerships import refresh_search_texts
from partnerships.workbooks.rules.kinds import KINDS
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Act, Actor, one_act, record, record_many
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.sheets import SheetRefused

from . import files_out, settling
from .book import Book, Line, Writing
from .checking import check, counts_of
from .kept import book_of, decisions_of, keep, loaded, locked_import
from .reading import read_file
from .receiving import tables_of
from .undoing import undo_book

logger = logging.getLogger(__name__)


@one_act()
def decide(
    *, workbook: WorkbookImport, decisions: Mapping[int, Mapping[str, Any]], options: Mapping[str, Any] | None = None
) -> WorkbookImport:
    """What people said on lines, by their keys; then everything is checked again.

    `options`: what was asked once for the whole file; with them the file is read again, else it is not.
    """
    locked = move(locked_import(workbook), "match", claimed_at=None, done=0)
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
    return move(locked_import(workbook), "confirm", claimed_at=None, done=0)


@one_act()
def ask_undo(*, workbook: WorkbookImport, by: User) -> WorkbookImport:
    """Have the worker take all of it back. The caller has seen that nothing bars it; the worker looks again."""
    found = locked_import(workbook)
    if found.settled_at is None:
        raise MoveRefused("what follows from it is not done yet")
    return move(found, "ask_undo", claimed_at=None, failure="", undone_by=by)


@one_act()
def give_up(*, workbook: WorkbookImport, by: Actor) -> WorkbookImport:
    """Leave the portfolio as it is, and take the file away."""
    locked = move(locked_import(workbook), "give_up", finished_at=timezone.now(), claimed_at=None)
    locked.lines.all().delete()
    record(act="workbook.given_up", anchor=locked, by=by, service=locked.service)
    _drop_file(locked)
    return locked


def run_workbooks(*, now: Now = timezone.now) -> int:
    """Check, write, undo, settle and take out what waits, one service after the other; returns how many."""
    taken = 0
    for service in EmploymentService.objects.running_here():
        with scope(service=service):
            taken += WORK.run_due(now) + settling.settle_all(now=now) + files_out.make_files(now=now)
            files_out.forget_files(now=now)
    return taken


def _check(claimed: WorkbookImport, now: Now) -> None:
    progress = progress_of(claimed, now)
    book, notes = (loaded(claimed), claimed.notes) if claimed.options.get("is_read") else _read(claimed, progress)
    check(book, progress)
    lines = [line for line in book.all_lines if line.number]
    if not lines:
        raise SheetRefused(_("The file contains headings but no lines."))
    with transaction.atomic():
        turn(
            claimed,
            "show",
            checked_at=now(),
            done=len(lines),
            total=len(lines),
            counts=counts_of(book),
            outlook=book.outlook,
            notes=notes,
        )
        keep(claimed, lines)


def _read(claimed: WorkbookImport, progress: Progress) -> tuple[Book, list[str]]:
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
    """All or nothing."""
    book = loaded(claimed)
    check(book, progress_of(claimed, now))
    if still_open := next((line for line in book.all_lines if line.is_open), None):
        text = _("Sheet “%(sheet)s”, line %(line)s: no decision has been made. The portfolio may have changed since "
                 "the check. Check the file again.")  # fmt: skip
        raise ImportFailed(text % {"sheet": still_open.sheet, "line": still_open.number})
    try:
        with transaction.atomic():
            turn(claimed, "finish", finished_at=now(), done=claimed.total)
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


def _drop_file(workbook: WorkbookImport) -> None:
    """The file goes once the transaction holds: what failed can be checked again from it."""
    stored = workbook.file
    WorkbookImport.objects.filter(pk=workbook.pk).update(file="")
    if stored:
        transaction.on_commit(lambda: stored.storage.delete(stored.name))


@one_act()
def _undo(claimed: WorkbookImport, now: Now) -> None:
    """All or nothing, like the writing; what was built on the import meanwhile keeps it."""
    turn(claimed, "finish_undo")
    undo_book(claimed, by=Actor.user(claimed.undone_by), at=now())


WORK = FileWork(
    WorkbookImport, {ImportStatus.CHECKING: _check, ImportStatus.WRITING: _write, ImportStatus.UNDOING: _undo}
)
run_one = WORK.run_one


def open_lines(workbook: WorkbookImport) -> int:
    return workbook.lines.filter(is_open=True).count()
