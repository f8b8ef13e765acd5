"""What a file is: one of the sealed documents of this instance or not; and what it is worth today (S3)."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import Agreement, Document
from partnerships.models.document import MEMBERS_SUFFIX
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.seals import NO_SEAL, SealCheck, check_seal

from .sealed import sealing_entry

MOST_REVISIONS = 50  # of a file that is asked about
KEPT_FOR = 60 * 60 * 24 * 30  # seconds for which it is known what a file is made of
MADE_OF = "file-2:"  # and its SHA-256: another number where FileParts changes


class Finding(StrEnum):
    """The first thing that does not hold, or that all holds."""

    HOLDS = "holds"
    NOT_OURS = "not_ours"  # it bears no seal that this instance knows of
    CHANGED = "changed"  # the seal of a document of this instance is in it, and its bytes are no longer those
    NOT_SEALED = "not_sealed"  # a file from before there were seals: known by its hash alone
    SEAL_BROKEN = "seal_broken"  # the hash is in the records, and the seal does not hold or is of another certificate
    RECORDS_DIFFER = "records_differ"  # the row and the ledger do not say the same hash
    # of a number with a fingerprint alone
    TEXT = "text"  # it is that of the signed text, which stands on every page, and not that of the file
    PENDING = "pending"  # the same, where the seal is pending


class Today(StrEnum):
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    NOT_YET = "not_yet_in_force"
    SUPERSEDED = "superseded"
    ENDED = "ended"


STATES = {
    AgreementStatus.SIGNED: Today.NOT_YET,
    AgreementStatus.IN_FORCE: Today.IN_FORCE,
    AgreementStatus.SUPERSEDED: Today.SUPERSEDED,
    AgreementStatus.ENDED: Today.ENDED,
}


@dataclass(frozen=True)
class FileParts:
    """What a file says by itself, whoever asks and whenever: its seal, and every shorter file that it begins with."""

    sha256: str
    size: int
    seal: SealCheck
    beginnings: tuple[tuple[str, int], ...] = ()  # SHA-256 and length up to the end of each revision


@dataclass(frozen=True)
class Verdict:
    """`document` is the row whose hash the file has, or, of a changed file, the one that its seal names.

    `whole`: so many bytes at its beginning are that document, whole; 0 where it is known by its seal only.
    `agreement` is that of the document; that of a text without one where its seal is pending.
    """

    finding: Finding
    file: FileParts
    agreement: Agreement | None = None
    document: Document | None = None
    whole: int = 0
    today: Today | None = None
    newest_edition: int = 0
    in_force: Agreement | None = None  # the version that governs today, where it is another one

    @property
    def holds(self) -> bool:
        return self.finding == Finding.HOLDS

    @property
    def sha256(self) -> str:
        return self.file.sha256

    @property
    def seal(self) -> SealCheck:
        return self.file.seal


def verify_file(content: bytes) -> Verdict:
    """By the whole file: its hash is in the row and in the ledger, and its seal is ours and covers all of it.

    Whoever holds a file may ask, whatever service it is of: it tells what the file says itself.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with scopes_disabled():
        document = _documents().filter(sha256=sha256).first()
        if document:
            file = _parts_of_ours(content, sha256)
            return _on(document, file, _judged(document, file.seal), whole=file.size)
        file = _parts(content, sha256)
        longer, whole = _lengthened(file)
        named = longer or _named(file.seal)
        return _on(named, file, Finding.CHANGED if named else Finding.NOT_OURS, whole=whole)


def verify_fingerprint(number: str, sha256: str) -> Verdict:
    """Without the file: number and fingerprint must fit one document; what fits none gets one and the same answer."""
    unseen = FileParts(sha256, 0, NO_SEAL)
    with scopes_disabled():
        kind, found = cited(number)
        agreements = [each for each in found if each.was_signed and each.snapshot_sha256]
        documents = _documents().filter(agreement__in=agreements, kind=kind)
        if document := documents.filter(sha256=sha256).first():
            fits = Finding.HOLDS if is_recorded(document) else Finding.RECORDS_DIFFER
            return _on(document, unseen, fits)
        for agreement in agreements if kind == Document.Kind.SIGNED else []:
            if agreement.snapshot_sha256 == sha256:
                newest = documents.filter(agreement=agreement).first()
                return _verdict(agreement, newest, unseen, Finding.TEXT if newest else Finding.PENDING)
        return Verdict(Finding.NOT_OURS, unseen)


def is_known_certificate(sha256: str) -> bool:
    """Whether documents of this instance were sealed with it, whichever they are."""
    with scopes_disabled():
        return bool(sha256) and Document.objects.filter(certificate_sha256=sha256).exists()


def _parts(content: bytes, sha256: str) -> FileParts:
    return FileParts(sha256, len(content), check_seal(content), tuple(_beginnings(content)))


def _parts_of_ours(content: bytes, sha256: str) -> FileParts:
    """Kept by the file's hash, for what is in a file never changes; of our own files only, so that nobody fills it."""
    if kept := cache.get(MADE_OF + sha256):
        return kept
    found = _parts(content, sha256)
    cache.set(MADE_OF + sha256, found, KEPT_FOR)
    return found


def _beginnings(content: bytes) -> Iterator[tuple[str, int]]:
    seen, begins = hashlib.sha256(), 0
    for end in islice(re.finditer(rb"%%EOF\r?\n?", content), MOST_REVISIONS):
        seen.update(content[begins : end.end()])
        begins = end.end()
        yield seen.copy().hexdigest(), begins


def _documents() -> "models.QuerySet[Document]":
    return Document.objects.select_related("agreement__partnership__service")


def _lengthened(file: FileParts) -> tuple[Document | None, int]:
    """The document after whose end something was added, and its length."""
    lengths = dict(file.beginnings)
    found = _documents().filter(sha256__in=lengths).exclude(level="").first()
    return found, lengths[found.sha256] if found else 0


def _named(seal: SealCheck) -> Document | None:
    """The document whose seal a changed file has kept: same certificate, same number and edition."""
    if seal == NO_SEAL:
        return None
    sealed = _documents().filter(certificate_sha256=seal.certificate_sha256).exclude(certificate_sha256="")
    name, _comma, edition = seal.about.rpartition(", ")
    code, _slash, number = name.partition("/")
    kind, agreements = cited(number, service=code)
    key = row_key(edition)
    return sealed.filter(agreement__in=agreements, kind=kind, edition=key).first() if key else None


def cited(number: str, *, service: str = "") -> tuple[str, list[Agreement]]:
    """Which kind of document a number is of, and the agreements that it may be of."""
    text = number.removesuffix(MEMBERS_SUFFIX)
    kind = Document.Kind.SIGNED if text == number else Document.Kind.MEMBERS
    return kind, numbered(text, service=service)


def numbered(number: str, *, service: str = "") -> list[Agreement]:
    """Those with this document number: each service counts its own. `service` is its code."""
    reference, _v, version = number.rpartition("-v")
    if (said := row_key(version)) is None:
        return []
    found = Agreement.objects.select_related("partnership").filter(partnership__reference=reference, version=said)
    return list(found.filter(partnership__service__code=service) if service else found)


def _judged(document: Document, seal: SealCheck) -> Finding:
    if not document.level:
        return Finding.NOT_SEALED
    if not seal.holds or seal.certificate_sha256 != document.certificate_sha256:
        return Finding.SEAL_BROKEN
    return Finding.HOLDS if is_recorded(document) else Finding.RECORDS_DIFFER


def is_recorded(document: Document) -> bool:
    """Whether the ledger says the same hash, in an entry that is unchanged itself."""
    entry = sealing_entry(document)
    return bool(entry and entry.after.get("sha256") == document.sha256 and entry.hash == entry.reckoned_hash())


def _on(document: Document | None, file: FileParts, finding: Finding, *, whole: int = 0) -> Verdict:
    return _verdict(document and document.agreement, document, file, finding, whole=whole)


def _verdict(
    agreement: Agreement | None, document: Document | None, file: FileParts, finding: Finding, *, whole: int = 0
) -> Verdict:
    """With the half that is worked out each time: what it is worth today."""
    if agreement is None:
        return Verdict(finding, file)
    kind = document.kind if document else Document.Kind.SIGNED
    newest = agreement.documents.filter(kind=kind).first()
    return Verdict(
        finding,
        file,
        agreement,
        document,
        whole=whole,
        today=_today(agreement),
        newest_edition=newest.edition if newest else 0,
        in_force=agreement.partnership.agreements.in_force().exclude(pk=agreement.pk).first(),
    )


def _today(agreement: Agreement) -> Today | None:
    state = STATES.get(AgreementStatus(agreement.status))
    is_over = state == Today.IN_FORCE and agreement.has_lapsed(timezone.localdate())
    return Today.EXPIRED if is_over else state
