"""The half of `lib.seals` that loads pyHanko."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TypeVar

from aiohttp import ClientError
from asn1crypto import pem
from asn1crypto.parser import parse as parse_der
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from pes_partnerships.lib.seals.keys import make_key_file
from pes_partnerships.lib.seals.parts import NO_SEAL, SealCheck, SealedPdf, SealKey, SealProblem

FIELD = "Seal"
PATIENCE = 10  # seconds for a time-stamping authority
Answer = TypeVar("Answer")

# It tells of each broken file with its traceback: what a check says is said by its answer.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def apart(work: Callable[[], Answer]) -> Answer:
    """In a thread of its own: pyHanko starts an event loop, which is refused where one is running already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def _signer(key: SealKey) -> SimpleSigner:
    if key.path is None:
        raise SealProblem("key", "no certificate for the seal is configured (SEAL_PKCS12)")
    if key.made_for and not key.path.exists():
        make_key_file(key.path, name=key.made_for)
    if not key.path.is_file():
        raise SealProblem("key", f"{key.path} does not exist")
    passphrase = key.passphrase.encode() if key.passphrase else None
    signer = SimpleSigner.load_pkcs12(str(key.path), passphrase=passphrase)
    if signer is None:
        raise SealProblem("key", f"{key.path} cannot be opened with the passphrase that is set")
    return signer


def seal(content: bytes, *, key: SealKey, about: str, authority: str) -> SealedPdf:
    signer = _signer(key)
    how = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=about,
        name=name_of(signer.signing_cert),
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    # PDF/UA wants an unseen, untagged field outside the page; PDF/A does not allow it to be hidden
    place = SigFieldSpec(FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    stamper = HTTPTimeStamper(authority, timeout=PATIENCE) if authority else None
    work = PdfSigner(how, signer, timestamper=stamper, new_field_spec=place)
    try:
        sealed = apart(lambda: work.sign_pdf(IncrementalPdfFileWriter(BytesIO(content))).getvalue())
    except (TimestampRequestError, ClientError, TimeoutError, OSError) as refused:
        raise SealProblem("authority", f"the time-stamping authority gave no time stamp: {refused}") from refused
    except ValueError as refused:
        if not authority:
            raise
        raise SealProblem("authority", "the time-stamping authority gave an answer that is none") from refused
    found = check(sealed)
    if not found.holds:
        raise SealProblem("key", "the seal does not hold when it is checked: is the certificate made for signing?")
    return SealedPdf(
        content=sealed,
        sha256=hashlib.sha256(sealed).hexdigest(),
        level="b-t" if found.stamped_at else "b-b",
        sealed_by=found.sealed_by,
        certificate_sha256=found.certificate_sha256,
        stamped_at=found.stamped_at,
    )


def stamp(content: bytes, *, authority: str) -> bytes:
    stamper = HTTPTimeStamper(authority, timeout=PATIENCE)
    digest = hashlib.sha256(content).digest()
    try:
        return apart(lambda: asyncio.run(stamper.async_timestamp(digest, "sha256"))).dump()
    except (TimestampRequestError, ClientError, TimeoutError, OSError, ValueError) as refused:
        raise SealProblem("authority", f"the time-stamping authority gave no time stamp: {refused}") from refused


def check(content: bytes) -> SealCheck:
    try:
        return apart(lambda: _checked(content))
    except Exception:  # what a broken file makes a parser raise has no end
        return NO_SEAL


def certificates(content: bytes) -> list[bytes]:
    try:
        found = PdfFileReader(BytesIO(content)).embedded_signatures
    except (PdfError, ValueError):
        return []
    kept: dict[bytes, None] = {}
    for each in found:
        held = [each.signer_cert, *each.other_embedded_certs]
        for attribute in each.signer_info["unsigned_attrs"]:
            if attribute["type"].native == "signature_time_stamp_token":
                held += [choice.chosen for stamp in attribute["values"] for choice in stamp["content"]["certificates"]]
        kept |= dict.fromkeys(pem.armor("CERTIFICATE", one.dump()) for one in held)
    return list(kept)


def _checked(content: bytes) -> SealCheck:
    found = PdfFileReader(BytesIO(content)).embedded_signatures
    if not found:
        return NO_SEAL
    first = found[0]
    certificate = first.signer_cert
    # its own anchor: whether the certificate is the right one is asked of the records, not of a chain
    anchor = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(first, signer_validation_context=anchor, skip_diff=True)
    stamp = status.timestamp_validity
    return SealCheck(
        holds=len(found) == 1 and _holds(status) and _gap_is_filled(content, first),
        seals=len(found),
        about=str(first.sig_object.get("/Reason", "")),
        sealed_by=name_of(certificate),
        certificate_sha256=certificate.sha256.hex(),
        stamped_at=stamp.timestamp if stamp else None,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
    )


def _holds(status: PdfSignatureStatus) -> bool:
    stamp = status.timestamp_validity
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return status.intact and status.valid and whole and (stamp is None or (stamp.intact and stamp.valid))


def _gap_is_filled(content: bytes, seal: EmbeddedPdfSignature) -> bool:
    """What a seal cannot cover is its own place: nothing may lie there but the seal and the zeros after it."""
    _start, before, after, _rest = seal.byte_range
    written = seal.pkcs7_content
    *_head, header, body, trailer = parse_der(written)
    length = len(header) + len(body) + len(trailer)
    return content[before:after] == b"<" + written.hex().upper().encode() + b">" and not any(written[length:])


def name_of(certificate: Certificate) -> str:
    named = certificate.subject.native
    return str(named.get("common_name") or named.get("organization_name") or certificate.subject.human_friendly)
