"""The half of signed copies that loads pyHanko: what somebody else signed, against what was handed out."""

import datetime
from io import BytesIO
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from pes_partnerships.lib.seals.engine import apart, name_of
from pes_partnerships.lib.seals.parts import NO_COPY, CopyCheck, CopySignature, Issuer

QUALIFIED = "qualified"  # the folder, below that of the anchors, of issuers from the trusted lists
Anchors = dict[str, list[x509.Certificate]]


def check(content: bytes, original: bytes, anchors: Path | None) -> CopyCheck:
    if not content.startswith(original.rstrip(b"\r\n")):
        return CopyCheck(covers_text=False, problem="other_file")
    try:
        return apart(lambda: _checked(content, original, anchors))
    except Exception:  # what a broken file makes a parser raise has no end
        return NO_COPY


def _checked(content: bytes, original: bytes, anchors: Path | None) -> CopyCheck:
    reader = PdfFileReader(BytesIO(content))
    found = list(reader.embedded_regular_signatures)
    if not found:
        return CopyCheck(covers_text=False, problem="unsigned")
    trusted = _anchors(anchors)
    signatures = tuple(_read(content, each, trusted) for each in found)
    stamps = [each for each in reader.embedded_timestamp_signatures if not _stamps(content, each)]
    last = reader.embedded_signatures[-1]  # a time stamp over the whole document may be the last
    whole = last.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    problem = ""
    if stamps or not all(each.intact for each in signatures):
        problem = "broken"
    elif not whole:
        problem = "changed_after"
    elif not _only_signed(reader):
        problem = "changed_before"
    return CopyCheck(covers_text=not problem, problem=problem, signatures=signatures)


def _only_signed(reader: PdfFileReader) -> bool:
    """After the first revision, the file that was handed out, came nothing but signatures and what is theirs."""
    found = DEFAULT_DIFF_POLICY.review_file(reader, 0)
    return isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING


def _read(content: bytes, signature: EmbeddedPdfSignature, anchors: Anchors | None) -> CopySignature:
    certificate = signature.signer_cert
    own = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=own, skip_diff=True)
    stamp = status.timestamp_validity
    subject = certificate.subject.native
    said = signature.self_reported_timestamp
    return CopySignature(
        name=name_of(certificate),
        organisation=str(subject.get("organization_name") or ""),
        issued_by=_issuer_name(certificate),
        certificate_sha256=certificate.sha256.hex(),
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        said_at=said if said is None or said.tzinfo else said.replace(tzinfo=datetime.UTC),
        stamped_at=stamp.timestamp if stamp and stamp.intact and stamp.valid else None,
        intact=_holds(status) and _is_of_this_file(content, signature),
        issuer=_issuer(signature, anchors),
    )


def _holds(status: PdfSignatureStatus) -> bool:
    stamp = status.timestamp_validity
    return status.intact and status.valid and (stamp is None or (stamp.intact and stamp.valid))


def _stamps(content: bytes, stamp: EmbeddedPdfSignature) -> bool:
    """Whether a time stamp of the whole document holds, whoever gave it."""
    own = ValidationContext(trust_roots=[stamp.signer_cert], allow_fetching=False)
    status = validate_pdf_timestamp(stamp, validation_context=own, skip_diff=True)
    return status.intact and status.valid and _is_of_this_file(content, stamp)


def _is_of_this_file(content: bytes, signature: EmbeddedPdfSignature) -> bool:
    """It is over this file from its first byte to the end of a revision, but for its own place, where it lies alone.

    A genuine signature of another document holds as well where its bytes are brought along and pointed to.
    """
    if len(signature.byte_range) != 4:
        return False
    start, before, after, _rest = signature.byte_range
    place = content[before:after]
    is_alone = place.lower() == b"<" + signature.pkcs7_content.hex().encode() + b">"
    whole = signature.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION
    return start == 0 and is_alone and whole


def _issuer_name(certificate: x509.Certificate) -> str:
    named = certificate.issuer.native
    return str(named.get("common_name") or named.get("organization_name") or certificate.issuer.human_friendly)


def _issuer(signature: EmbeddedPdfSignature, anchors: Anchors | None) -> Issuer:
    """Whom the certificates are traced back to, at the time of a time stamp, or now. Never a guess."""
    if anchors is None:
        return Issuer.NOT_CHECKED
    if _leads_to(signature, anchors[QUALIFIED]):
        return Issuer.QUALIFIED if _says_qualified(signature.signer_cert) else Issuer.TRUSTED
    return Issuer.TRUSTED if _leads_to(signature, anchors[""]) else Issuer.UNKNOWN


def _leads_to(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> bool:
    if not roots:
        return False
    known = list(signature.other_embedded_certs)
    context = ValidationContext(trust_roots=roots, other_certs=known, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context, skip_diff=True)
    return bool(status.trusted)


def _says_qualified(certificate: x509.Certificate) -> bool:
    """A qualified certificate whose key is in a qualified device, as its issuer states it (ETSI EN 319 412-5)."""
    stated = {statement["statement_id"].native for statement in get_qc_statements(certificate)}
    return {"qc_compliance", "qc_sscd"} <= stated


def _anchors(folder: Path | None) -> Anchors | None:
    """The certificates in the folder and in `qualified` below it, PEM or DER; None where nothing is configured."""
    if folder is None or not folder.is_dir():
        return None
    return {name: _certificates(folder / name) for name in ("", QUALIFIED)}


def _certificates(folder: Path) -> list[x509.Certificate]:
    found = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() not in (".pem", ".crt", ".cer", ".der"):
            continue
        content = path.read_bytes()
        packed = pem.unarmor(content, multiple=True) if pem.detect(content) else [(None, None, content)]
        found += [x509.Certificate.load(der) for _kind, _headers, der in packed]
    return found
