"""The words of sealing: a key, what came of it, and what a file says about its seal."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class SealProblem(Exception):
    """A file cannot be sealed now; `kind` is "key" (certificate or passphrase) or "authority" (of time stamps).

    Its words name no secret: they may stand in a log.
    """

    def __init__(self, kind: str, words: str):
        super().__init__(words)
        self.kind = kind


@dataclass(frozen=True)
class SealKey:
    """A PKCS#12 file. `made_for`: with a name, a missing file is made here, with a certificate of that name."""

    path: Path | None
    passphrase: str = ""
    made_for: str = ""

    def __repr__(self) -> str:
        return f"SealKey({str(self.path)!r})"


@dataclass(frozen=True)
class SealedPdf:
    """The sealed file; `level` is "b-b", or "b-t" with a time stamp of an authority."""

    content: bytes
    sha256: str
    level: str
    sealed_by: str
    certificate_sha256: str
    stamped_at: datetime.datetime | None


@dataclass(frozen=True)
class SealCheck:
    """What a file says about its own seal. `holds`: one seal, over the whole file, and nothing in it was changed.

    Whose certificate it is, the caller compares with its records: anybody can make one with any name.
    """

    holds: bool
    seals: int = 0
    about: str = ""
    sealed_by: str = ""
    certificate_sha256: str = ""
    stamped_at: datetime.datetime | None = None
    valid_from: datetime.datetime | None = None
    valid_until: datetime.datetime | None = None

    def was_valid_at(self, at: datetime.datetime) -> bool:
        """Whether its certificate was, in itself, when the seal was put on. That it has expired since is no fault."""
        return bool(self.valid_from and self.valid_until and self.valid_from <= at <= self.valid_until)


NO_SEAL = SealCheck(holds=False)


class Issuer(StrEnum):
    """What is known of who issued a certificate."""

    NOT_CHECKED = "not_checked"  # no anchors are configured
    UNKNOWN = "unknown"  # none of the anchors
    TRUSTED = "trusted"
    QUALIFIED = "qualified"  # one of the trusted lists, and the certificate says it is qualified, on a qualified device


@dataclass(frozen=True)
class CopySignature:
    """One signature in a copy. `said_at`: by the signer's own clock; `stamped_at`: by a time-stamping authority."""

    name: str
    organisation: str
    issued_by: str
    certificate_sha256: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime
    said_at: datetime.datetime | None
    stamped_at: datetime.datetime | None
    intact: bool
    issuer: Issuer


@dataclass(frozen=True)
class CopyCheck:
    """`problem`: "" where the signatures hold over the very file that was handed out; else other_file, unsigned,
    broken, changed_before (the signature, and with it), changed_after or unreadable."""

    covers_text: bool
    problem: str = ""
    signatures: tuple[CopySignature, ...] = ()


NO_COPY = CopyCheck(covers_text=False, problem="unreadable")
