"""What proves an agreement, read together: editions, signatures, entries of the ledger, mails (S3, point of trust.md).

Nothing is in it that the signed file does not name, but for the copies that parties signed with certificates of their
own: of other people's acts the ledger's commitments go along, closed.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.text import capfirst

from partnerships.copies.acts import ACTS as COPY_ACTS
from partnerships.models import Agreement, Document, EvidenceStamp, Signature, SignedCopy
from partnerships.shared.services.kept_files import Tampered, kept_content
from partnerships.signing.acts import ACTS
from partnerships.signing.rules.links import hidden_address
from partnerships.signing.rules.mailing import TO_SIGNERS
from partnerships.signing.services.documents import standing_signatures
from partnerships.signing.services.evidence import SHOWN, SIGNING_ACTS, entry_as_data
from partnerships.signing.services.sealed import stored_file
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.rules.acts import known_acts
from pes_partnerships.outbox.models import OutboxMail


@dataclass(frozen=True)
class Edition:
    """`content` is None where no copy is what was sealed: the bundle says so instead of handing out another file."""

    document: Document
    name: str
    content: bytes | None


@dataclass(frozen=True)
class SignatureRow:
    signature: Signature
    entry: LedgerEntry | None
    scan: bytes | None
    scan_name: str = ""
    stamp: EvidenceStamp | None = None  # not of a later state of the entry


@dataclass(frozen=True)
class CopyRow:
    """A party's own electronically signed file; `content` is None where it is not what was taken in."""

    copy: SignedCopy
    content: bytes | None

    @property
    def name(self) -> str:
        return f"{self.copy.pk}-{self.copy.sha256[:16]}"


@dataclass(frozen=True)
class Event:
    entry: LedgerEntry
    words: str


@dataclass(frozen=True)
class Evidence:
    agreement: Agreement
    editions: list[Edition]
    signatures: list[SignatureRow]
    copies: list[CopyRow]
    events: list[Event]
    mails: list[dict[str, Any]]


def gather(agreement: Agreement) -> Evidence:
    entries = _entries(agreement)
    signatures = standing_signatures(agreement)
    stamps = {each.signature_id: each for each in EvidenceStamp.objects.filter(signature__in=signatures)}
    by_signature = {entry.object_id: entry for entry in entries if entry.act in SIGNING_ACTS}
    return Evidence(
        agreement,
        [_edition(document) for document in agreement.documents.order_by("-kind", "edition")],
        [_signature(each, by_signature.get(str(each.pk)), stamps.get(each.pk)) for each in signatures],
        [CopyRow(each, _kept(each.file, each.sha256)) for each in agreement.signed_copies.all()],
        [Event(entry, _words(entry)) for entry in entries],
        [_mail(mail) for mail in _mails(agreement)],
    )


def _entries(agreement: Agreement) -> list[LedgerEntry]:
    """Acts of signing about this text: sent, asked, signed, declined, recalled, in force, sealed, ended."""
    about = {
        "agreement": [agreement.pk],
        "document": agreement.documents.values_list("pk", flat=True),
        "signature": agreement.signatures.values_list("pk", flat=True),
        "signedcopy": agreement.signed_copies.values_list("pk", flat=True),
        "signingrequest": agreement.signing_requests.values_list("pk", flat=True),
        "party": agreement.parties.values_list("pk", flat=True),
    }
    rows = LedgerEntry.objects.none()
    for kind, keys in about.items():
        rows = rows | LedgerEntry.objects.filter(object_type=kind, object_id__in=[str(key) for key in keys])
    return list(
        rows.filter(act__in=[*ACTS.sentences, *COPY_ACTS.sentences]).order_by("seq").prefetch_related("private_values")
    )


def ledger_data(evidence: Evidence) -> list[dict[str, Any]]:
    return [entry_as_data(each.entry, *(SHOWN if each.entry.act in SIGNING_ACTS else ())) for each in evidence.events]


def _words(entry: LedgerEntry) -> str:
    """Without names: “A user sent the agreement for signature.”"""
    return capfirst(known_acts.sentence(entry.act, who=entry.get_actor_kind_display()))


def _edition(document: Document) -> Edition:
    name = f"{document.number}-edition-{document.edition}.pdf"
    try:
        return Edition(document, name, stored_file(document).read())
    except (Tampered, OSError):
        return Edition(document, name, None)


def _signature(signature: Signature, entry: LedgerEntry | None, stamp: EvidenceStamp | None) -> SignatureRow:
    if stamp and (entry is None or stamp.entry_hash != entry.hash):
        stamp = None
    if not signature.scan:
        return SignatureRow(signature, entry, None, stamp=stamp)
    return SignatureRow(signature, entry, _scan(signature), signature.scan.name.rpartition("/")[2], stamp)


def _scan(signature: Signature) -> bytes | None:
    if signature.scan_sha256:
        return _kept(signature.scan, signature.scan_sha256)
    try:
        with signature.scan.storage.open(signature.scan.name) as stored:
            return stored.read()
    except OSError:
        return None


def _kept(file: FieldFile, sha256: str) -> bytes | None:
    try:
        return kept_content(file, sha256)
    except (Tampered, OSError):
        return None


def _mails(agreement: Agreement) -> list[OutboxMail]:
    return list(OutboxMail.objects.about(agreement).filter(kind__in=TO_SIGNERS).order_by("created_at", "uuid"))


def _mail(mail: OutboxMail) -> dict[str, Any]:
    """What became of a mail. The address is shortened: the agreement does not name it."""
    return {
        "number": mail.number,
        "kind": mail.kind,
        "to": hidden_address(mail.to_address),
        "state": mail.state,
        "attempts": mail.attempts,
        "created_at": _moment(mail.created_at),
        "sent_at": _moment(mail.sent_at),
    }


def _moment(at: datetime.datetime | None) -> str | None:
    return at.astimezone(datetime.UTC).isoformat() if at else None
