"""Work on an uploaded file for which no page waits: rows are the queue, and one worker at a time holds a row (F2).

A worker claims an import by a conditional update, says how far it is between slices, and a claim that has gone silent
is taken back. The check may run again from its beginning; writing and undoing are one transaction each, in which the
status turns, so that neither is there without the other.
"""

import datetime
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships.models.file_import import FileImport
from partnerships.rules.lifecycle import IMPORT_MOVES, ImportStatus
from pes_partnerships.lib.moves import moved
from pes_partnerships.lib.sheets import SheetRefused

logger = logging.getLogger(__name__)
STALE_AFTER = datetime.timedelta(minutes=10)
_WAITING = {ImportStatus.QUEUED: "check", ImportStatus.CONFIRMED: "write", ImportStatus.TO_UNDO: "undo"}
_RUNNING = {ImportStatus.CHECKING: "check", ImportStatus.WRITING: "write", ImportStatus.UNDOING: "undo"}
Now = Callable[[], datetime.datetime]
Progress = Callable[[int, int], None]  # done, of how many


class ClaimLost(Exception):
    """Another worker holds this import: this one stops, and has done no harm."""


class ImportFailed(Exception):
    """Nothing was written; the text says why and what to do."""


class UndoBarred(Exception):
    """Nothing was undone: something was built on the import since."""


@dataclass(frozen=True)
class FileWork:
    """What is done with the imports of one model, by the status of a running one."""

    model: type[FileImport]
    steps: Mapping[ImportStatus, Callable[[Any, Now], None]]

    def run_due(self, now: Now = timezone.now) -> int:
        """All that waits in this scope; returns how many were taken up."""
        return sum(self.run_one(pk, now=now) for pk in self._due(now()).values_list("pk", flat=True))

    def run_one(self, pk: int, *, now: Now = timezone.now) -> bool:
        """One step of one import, if this worker is the one that gets it."""
        claimed = self.claim(pk, now())
        if claimed is None:
            return False
        with translation.override(claimed.by.language):
            try:
                self.steps[claimed.status](claimed, now)
            except ClaimLost:
                return False
            except (SheetRefused, ImportFailed) as refused:
                _fail(claimed, str(refused))
            except UndoBarred:
                _fail(claimed, "")  # its page names what was built on it
            except DatabaseError:
                raise  # the next run takes the silent claim back
            except Exception:
                logger.exception("%s %s failed.", self.model.__name__, pk)
                _fail(claimed, _unexpected(claimed.status))
        return True

    def claim(self, pk: int, now: datetime.datetime) -> Any:
        """The import, if this worker is the one that got it; a claim that went silent counts as none."""
        for status in (*_WAITING, *_RUNNING):
            act = (_WAITING | _RUNNING)[status]
            free = self._due(now).filter(pk=pk, status=status)
            if free.update(status=moved(IMPORT_MOVES, act, status), claimed_at=now):
                rows = self.model._default_manager.select_related("service", "by", "undone_by")
                return rows.get(pk=pk, claimed_at=now)
        return None

    def _due(self, now: datetime.datetime) -> QuerySet:
        silent = Q(status__in=list(_RUNNING), claimed_at__lt=now - STALE_AFTER)
        return self.model._default_manager.filter(Q(status__in=list(_WAITING)) | silent).order_by("pk")


def still_ours(claimed: FileImport, **fields: Any) -> None:
    """Write these fields, as long as the claim holds; raises ClaimLost."""
    rows = type(claimed)._default_manager
    ours = rows.filter(pk=claimed.pk, status=claimed.status, claimed_at=claimed.claimed_at)
    if not ours.update(**fields):
        raise ClaimLost


def turn(claimed: FileImport, act: str, **fields: Any) -> None:
    """The end of a step: the next status, and nobody's claim."""
    still_ours(claimed, status=moved(IMPORT_MOVES, act, claimed.status), claimed_at=None, **fields)


def progress_of(claimed: FileImport, now: Now) -> Progress:
    def progress(done: int, total: int) -> None:
        moment = now()
        still_ours(claimed, done=done, total=total, claimed_at=moment)
        claimed.claimed_at, claimed.total = moment, total

    return progress


def move(locked: Any, act: str, **fields: Any) -> Any:
    """A person moves an import on; raises MoveRefused where its status does not allow it."""
    locked.status = moved(IMPORT_MOVES, act, locked.status)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    return locked


def _fail(claimed: FileImport, why: str) -> None:
    act = "keep" if claimed.status == ImportStatus.UNDOING else "fail"
    rows = type(claimed)._default_manager.filter(pk=claimed.pk, claimed_at=claimed.claimed_at)
    rows.update(status=moved(IMPORT_MOVES, act, claimed.status), failure=why, claimed_at=None)


def _unexpected(status: str) -> str:
    if status == ImportStatus.UNDOING:
        return _("The import could not be undone because of an unexpected error. Nothing was changed. Contact your "
                 "administrator.")  # fmt: skip
    return _("The file could not be processed because of an unexpected error. Nothing was imported. Contact your "
             "administrator.")  # fmt: skip
