"""The nightly check: every stored file against its row and the ledger, every frozen text against its hash (S3).

Streamed: neither rows nor files are held in memory. It repairs one thing only, a lost copy of a sealed document.
"""

import datetime
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.evidence import mails
from partnerships.models import Document, FileFault
from partnerships.shared.services.kept_files import Tampered, sha256_of
from partnerships.signing.services.sealed import bring_back
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import differences

from .slices import slices
from .stored import FilesOf, all_files, all_texts

Kind = FileFault.Kind
logger = logging.getLogger(__name__)
JUST_STORED = datetime.timedelta(hours=24)  # its row may be on the way, or its removal


@dataclass(frozen=True)
class Fault:
    kind: Kind
    path: str = ""
    row: str = ""
    detail: str = ""


@dataclass
class FilesReport:
    """Counts of one run."""

    files: int = 0
    texts: int = 0
    found: int = 0
    restored: int = 0


def check_files(*, at: datetime.datetime | None = None) -> FilesReport:
    """Looks at everything, keeps what is wrong, and tells the operators of the instance what they do not know yet."""
    at = at or timezone.now()
    report = FilesReport()
    with scopes_disabled():
        seen: set[int] = set()
        told: set[str] = set()
        for fault in chain(_files(report), _strays(at), _texts(report), _ledger()):
            if fault.kind == Kind.LEDGER and fault.row in told:
                continue  # said in other words by the comparison of the rows
            told.add(fault.row)
            report.found += 1
            report.restored += fault.kind == Kind.RESTORED
            seen.add(_keep(fault, at).pk)
        _settle(seen, at)
        tell_operators(at=at)
    return report


def _keep(fault: Fault, at: datetime.datetime) -> FileFault:
    kept, _is_new = FileFault.objects.get_or_create(
        kind=fault.kind,
        path=fault.path[:300],
        row=fault.row[:100],
        detail=fault.detail[:300],
        gone_at=at if fault.kind == Kind.RESTORED else None,
        defaults={"found_at": at},
    )
    return kept


def _settle(seen: set[int], at: datetime.datetime) -> None:
    for part in slices(FileFault.objects.filter(gone_at=None).values_list("pk", flat=True).iterator(chunk_size=200)):
        FileFault.objects.filter(pk__in=set(part) - seen).update(gone_at=at)


@transaction.atomic
def tell_operators(*, at: datetime.datetime) -> None:
    """Each finding once: those that nobody was told of when a worker was killed are told by the next run."""
    untold = list(FileFault.objects.select_for_update().filter(told_at=None).order_by("pk"))
    people = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    if not untold:
        return
    if not people:
        logger.error("The check of stored files found something, and there is no administrator to tell.")
        return
    for person in people:
        mails.file_faults(person=person, faults=untold)
    FileFault.objects.filter(pk__in=[each.pk for each in untold]).update(told_at=at)


def _files(report: FilesReport) -> Iterator[Fault]:
    for files in all_files():
        rows = files.model._base_manager.exclude(**{files.field: ""}).order_by("pk")
        for part in slices(rows.iterator(chunk_size=100)):
            recorded = _recorded(files, part)
            for row in part:
                report.files += 1
                yield from _one(files, row, recorded.get(str(row.pk)))


def _recorded(files: FilesOf, rows: list[models.Model]) -> dict[str, str]:
    """What the ledger says about the hash of these rows' files, where it says it."""
    if not files.sha256:
        return {}
    entries = LedgerEntry.objects.filter(
        object_type=files.model._meta.model_name,
        object_id__in=[str(row.pk) for row in rows],
        after__has_key=files.sha256,
    )
    return {key: after[files.sha256] for key, after in entries.order_by("seq").values_list("object_id", "after")}


def _one(files: FilesOf, row: models.Model, recorded: str | None) -> Iterator[Fault]:
    name, label = getattr(row, files.field).name, f"{files.model._meta.model_name}/{row.pk}"
    kept = getattr(row, files.sha256) if files.sha256 else ""
    if recorded is not None and recorded != kept:
        yield Fault(Kind.LEDGER, name, label, "the hash of the file is not the one in the ledger")
    try:
        now = sha256_of(files.storage, name) if kept else ""
        is_there = bool(kept) or files.storage.exists(name)
    except FileNotFoundError:
        is_there = False
    except OSError as problem:
        yield Fault(Kind.UNREADABLE, name, label, problem.strerror or "")
        return
    if not is_there:
        yield Fault(_lost(files, row), name, label)
    elif kept and now != kept:
        yield Fault(Kind.SECOND_CHANGED if files.is_second else Kind.CHANGED, name, label)


def _lost(files: FilesOf, row: models.Model) -> Kind:
    if isinstance(row, Document) and row.second:
        try:
            bring_back(row, files.field)
            return Kind.RESTORED
        except (Tampered, OSError):
            pass  # the other copy is no better: it has a fault of its own
    return Kind.SECOND_LOST if files.is_second else Kind.LOST


def _strays(at: datetime.datetime) -> Iterator[Fault]:
    """Files that no row names, in each storage."""
    by_storage: dict[Storage, list[FilesOf]] = {}
    for files in all_files():
        by_storage.setdefault(files.storage, []).append(files)
    for storage, of in by_storage.items():
        for part in slices(_names(storage, "")):
            known: set[str] = set()
            for files in of:
                rows = files.model._base_manager.filter(**{f"{files.field}__in": part})
                known |= set(rows.values_list(files.field, flat=True))
            for name in part:
                if name not in known and _is_old(storage, name, at):
                    yield Fault(Kind.UNKNOWN, name)


def _names(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was stored yet
        return
    yield from (f"{folder}/{name}" if folder else name for name in sorted(files))
    for each in sorted(folders):
        yield from _names(storage, f"{folder}/{each}" if folder else each)


def _is_old(storage: Storage, name: str, at: datetime.datetime) -> bool:
    try:
        return storage.get_modified_time(name) < at - JUST_STORED
    except OSError:  # gone meanwhile
        return False


def _texts(report: FilesReport) -> Iterator[Fault]:
    for texts in all_texts():
        rows = texts.model._base_manager.exclude(**{texts.sha256: ""}).order_by("pk")
        for key, text, kept in rows.values_list("pk", texts.field, texts.sha256).iterator(chunk_size=50):
            report.texts += 1
            if hashlib.sha256(text.encode()).hexdigest() != kept:
                yield Fault(Kind.TEXT_CHANGED, row=f"{texts.model._meta.model_name}/{key}")


def _ledger() -> Iterator[Fault]:
    for each in differences():
        yield Fault(Kind.LEDGER, row=each.row, detail=each.reason)
