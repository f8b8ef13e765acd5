"""S3: electronic seals on PDFs (PAdES), put on and checked with pyHanko; docs/decisions/0047 says why."""

from pathlib import Path

from pes_partnerships.lib.seals.parts import (
    NO_SEAL,
    CopyCheck,
    CopySignature,
    Issuer,
    SealCheck,
    SealedPdf,
    SealKey,
    SealProblem,
)

__all__ = [
    "NO_SEAL",
    "CopyCheck",
    "CopySignature",
    "Issuer",
    "SealCheck",
    "SealKey",
    "SealProblem",
    "SealedPdf",
    "certificates_of",
    "check_copy",
    "check_seal",
    "seal_pdf",
    "stamp",
]


def seal_pdf(content: bytes, *, key: SealKey, about: str, authority: str = "") -> SealedPdf:
    """Seal a PDF once and for all: no later change is allowed. `about` names the document inside the seal.

    `authority`: the address of a time-stamping authority (RFC 3161); without it the level is B-B.
    Raises SealProblem.
    """
    # imported here: pyHanko costs half a second, which no page and no command should pay
    from pes_partnerships.lib.seals import engine

    return engine.seal(content, key=key, about=about, authority=authority)


def check_seal(content: bytes) -> SealCheck:
    """Never raises: a file that cannot be read has no seal that holds."""
    from pes_partnerships.lib.seals import engine

    return engine.check(content)


def certificates_of(content: bytes) -> list[bytes]:
    """The certificates that a sealed PDF carries, each once, as PEM: of the seal first. Empty where there are none."""
    from pes_partnerships.lib.seals import engine

    return engine.certificates(content)


def stamp(content: bytes, *, authority: str) -> bytes:
    """A time stamp (RFC 3161) of an authority on any bytes, as the DER of its token. Raises SealProblem."""
    from pes_partnerships.lib.seals import engine

    return engine.stamp(content, authority=authority)


def check_copy(content: bytes, *, original: bytes, anchors: Path | None) -> CopyCheck:
    """What somebody else signed, against the file that was handed out. Never raises.

    `anchors`: a folder with certificates of issuers that are trusted, those of the trusted lists in `qualified` below
    it; without one no issuer is judged.
    """
    from pes_partnerships.lib.seals import copies

    return copies.check(content, original, anchors)
