"""What a file is: one of the sealed documents of this instance or not; and what it is worth today (S3)."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db import models
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships.models import Agreement, Document
from partnerships.models.document import MEMBERS_SUFFIX
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.lib.numbers import row_key
from pes_partnerships.lib.seals import NO_SEAL, SealCheck, check_seal

from .sealing import sealing_entry

MOST_REVISIONS = 50  # of a file that is asked about


class Finding(StrEnum):
    """The first thing that does not hold, or that all holds."""

    HOLDS = "holds"
    NOT_OURS = "not_ours"  # it bears no seal that this instance knows of
    CHANGED = "changed"  # the seal of a document of this instance is in it, and its bytes are no longer those
    NOT_SEALED = "not_sealed"  # a file from before there were seals: known by its hash alone
    SEAL_BROKEN = "seal_broken"  # the hash is in the records, and the seal does not hold or is of another certificate
    RECORDS_DIFFER = "records_differ"  # the row and the ledger do not say the same hash


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
class Verdict:
    """`document` is the row whose hash the file has, or, of a changed file, the one that its seal names."""

    finding: Finding
    sha256: str
    seal: SealCheck
    document: Document | None = None
    today: Today | None = None
    newest_edition: int = 0
    in_force: str = ""  # the number of the version that governs today, where it is another one

    @property
    def holds(self) -> bool:
        return self.finding == Finding.HOLDS


def verify_file(content: bytes) -> Verdict:
    """By the whole file: its hash is in the row and in the ledger, and its seal is ours and covers all of it.

    Whoever holds a file may ask, whatever service it is of: it tells what the file says itself.
    """
    sha256, seal = hashlib.sha256(content).hexdigest(), check_seal(content)
    with scopes_disabled():
        document = _documents().filter(sha256=sha256).first()
        if document is None:
            named = _lengthened(content) or _named(seal)
            return _verdict(Finding.CHANGED if named else Finding.NOT_OURS, sha256, seal, named)
        return _verdict(_judged(document, seal), sha256, seal, document)


def _documents() -> "models.QuerySet[Document]":
    return Document.objects.select_related("agreement__partnership__service")


def _lengthened(content: bytes) -> Document | None:
    """The document after whose end something was added."""
    hashes, seen, begins = [], hashlib.sha256(), 0
    for end in islice(re.finditer(rb"%%EOF\r?\n?", content), MOST_REVISIONS):
        seen.update(content[begins : end.end()])
        begins = end.end()
        hashes.append(seen.copy().hexdigest())
    return _documents().filter(sha256__in=hashes).exclude(level="").first()


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
    entry = sealing_entry(document)
    same = entry is not None and entry.after.get("sha256") == document.sha256
    return Finding.HOLDS if same else Finding.RECORDS_DIFFER


def _verdict(finding: Finding, sha256: str, seal: SealCheck, document: Document | None) -> Verdict:
    if document is None:
        return Verdict(finding, sha256, seal)
    agreement = document.agreement
    versions = agreement.partnership.agreements
    governing = versions.in_force().exclude(pk=agreement.pk).first()
    return Verdict(
        finding,
        sha256,
        seal,
        document,
        today=_today(agreement),
        newest_edition=agreement.documents.filter(kind=document.kind).first().edition,
        in_force=governing.number if governing else "",
    )


def _today(agreement: Agreement) -> Today | None:
    state = STATES.get(AgreementStatus(agreement.status))
    is_over = state == Today.IN_FORCE and agreement.has_lapsed(timezone.localdate())
    return Today.EXPIRED if is_over else state
