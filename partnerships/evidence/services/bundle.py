"""The evidence of a signed agreement as one ZIP, which a court can read years later without the service (S3)."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation

from partnerships.models import Agreement
from partnerships.signing.services.evidence import HOW
from pes_partnerships.lib.seals import certificates_of

from .gathering import Evidence, gather, ledger_data

IN_MEMORY = 5 * 1024 * 1024  # above it the file is made on disk
HASHES = "SHA256SUMS"


def evidence_bundle(agreement: Agreement, *, language: str) -> IO[bytes]:
    """A file to read from its beginning; explanation and report are in `language`."""
    evidence = gather(agreement)
    hashes: list[str] = []
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 the answer closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        for name, content in _files(evidence, language):
            bundle.writestr(_member(name), content)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        bundle.writestr(_member(HASHES), "".join(hashes))
    file.seek(0)
    return file


def _member(name: str) -> ZipInfo:
    """With the same time in every bundle: what it is of stands in it."""
    member = ZipInfo(name)
    member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
    return member


def _files(evidence: Evidence, language: str) -> Iterator[tuple[str, bytes]]:
    agreement = evidence.agreement
    service = agreement.partnership.service
    with translation.override(language), timezone.override(service.zone):
        context = {"evidence": evidence, "agreement": agreement, "service": service, "made_at": timezone.now()}
        yield "explanation.html", _page("explanation", context, language)
        yield "report.html", _page("report", context, language)
    for edition in evidence.editions:
        if edition.content is not None:
            yield f"documents/{edition.name}", edition.content
    yield f"text/{agreement.number}.json", agreement.snapshot.encode()
    yield "ledger.json", _json({"how": HOW, "entries": ledger_data(evidence)})
    yield "deliveries.json", _json({"mails": evidence.mails})
    for number, certificate in enumerate(_certificates(evidence), 1):
        yield f"certificates/{number:02d}.pem", certificate
    for row in evidence.signatures:
        if row.scan is not None:
            yield f"scans/{row.scan_name}", row.scan
        if row.stamp and row.entry:
            yield f"time-stamps/entry-{row.entry.seq}.txt", row.stamp.entry_hash.encode()
            yield f"time-stamps/entry-{row.entry.seq}.tst", bytes(row.stamp.token)
    for each in evidence.copies:
        if each.content is not None:
            yield f"copies/{each.name}.pdf", each.content
        yield f"copies/{each.name}.json", _json({"sha256": each.copy.sha256, "found": each.copy.verdict})


def _page(name: str, context: dict[str, Any], language: str) -> bytes:
    return render_to_string(f"partnerships/evidence/bundle/{name}.html", {**context, "language": language}).encode()


def _certificates(evidence: Evidence) -> list[bytes]:
    kept: dict[bytes, None] = {}
    for edition in evidence.editions:
        kept |= dict.fromkeys(certificates_of(edition.content) if edition.content else [])
    return list(kept)


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
