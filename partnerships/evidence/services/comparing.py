"""What the ledger says of texts, signatures and documents, held beside the rows themselves (S3)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from partnerships.drafting.rules.freezing import fingerprint
from partnerships.models import Agreement, Document, Partnership, Signature
from partnerships.rules.lifecycle import Origin
from partnerships.signing.services.evidence import SIGNING_ACTS
from partnerships.signing.services.sealed import SEALING_ACTS
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Difference

from .slices import AT_ONCE, slices

SENT = ("agreement.sent",)
CHECKS = ("signature.accepted", "signature.paper_checked", "signature.copy_checked", "signature.set_aside")
RECALLED = ("agreement.recalled",)
OF_SIGNATURES = {"signatory": "name", "office_held": "office_held", "mandate": "mandate"}
OF_DOCUMENTS = ("sha256", "edition", "certificate_sha256", "unsealed_sha256")


def compare_signing() -> Iterator[Difference]:
    """Streamed, whatever service rows are of: memory does not grow with them."""
    with scopes_disabled():
        if not LedgerEntry.objects.exists():
            if Partnership.objects.exists():
                yield Difference("ledger", "it is empty, and there are partnerships")
            return
        yield from _texts()
        yield from _signatures()
        yield from _documents()
        yield from _gone(Signature, SIGNING_ACTS, unless=RECALLED)
        yield from _gone(Document, SEALING_ACTS)


def _with_entries(rows: QuerySet[Any], kind: str, acts: tuple[str, ...]) -> Iterator[tuple[Any, LedgerEntry | None]]:
    """Each row with its newest entry of these acts."""
    for part in slices(rows.order_by("pk").iterator(chunk_size=AT_ONCE)):
        keys = [str(row.pk) for row in part]
        entries = LedgerEntry.objects.filter(act__in=acts, object_type=kind, object_id__in=keys).order_by("seq")
        newest = {entry.object_id: entry for entry in entries.prefetch_related("private_values")}
        for row in part:
            yield row, newest.get(str(row.pk))


def _texts() -> Iterator[Difference]:
    frozen = Agreement.objects.filter(origin=Origin.HERE).exclude(snapshot_sha256="")
    for text, entry in _with_entries(frozen, "agreement", SENT):
        name = f"agreement/{text.pk}"
        if fingerprint(text.snapshot) != text.snapshot_sha256:
            yield Difference(name, "the frozen text does not have its fingerprint")
        if entry is None:
            yield Difference(name, "it was finalised, and the ledger does not say so")
        elif entry.after.get("sha256") != text.snapshot_sha256:
            yield Difference(name, "its fingerprint is not the one in the ledger")


def _signatures() -> Iterator[Difference]:
    signed = Signature.objects.filter(kind=Signature.Kind.SIGNED).select_related("agreement")
    given, checks = (_with_entries(signed, "signature", acts) for acts in (SIGNING_ACTS, CHECKS))
    for (signature, entry), (_same, check) in zip(given, checks, strict=True):
        name = f"signature/{signature.pk}"
        if entry is None:
            yield Difference(name, "the ledger does not know it")
            continue
        for said, field in _said_of(entry):
            kept = getattr(signature, field)
            if (kept.isoformat() if field == "at" else kept) != said:
                yield Difference(name, f"its {field} is not the one in the ledger")
        yield from _outcome(signature, entry, check)
        if signature.withdrawn_at is None and signature.text_sha256 != signature.agreement.snapshot_sha256:
            yield Difference(name, "it is of another text than the one that its agreement has")


def _outcome(signature: Signature, entry: LedgerEntry, check: LedgerEntry | None) -> Iterator[Difference]:
    """Whether it counts, and by which check: a row cannot make a signature count that waits or was set aside."""
    name, is_aside = f"signature/{signature.pk}", check is not None and check.act == "signature.set_aside"
    said = "" if check is None else "set_aside" if is_aside else check.after.get("check_outcome", "")
    if signature.check_outcome != said:
        yield Difference(name, "the result of its check is not the one in the ledger")
    counts = not is_aside and (check is not None or not entry.after.get("waits"))
    if signature.withdrawn_at is None and (signature.counts_from is not None) != counts:
        yield Difference(name, "whether it counts is not what the ledger says")


def _said_of(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
    """What an entry says of a signature, and the field that must say the same; entries of earlier versions say less."""
    for fact, field in (("sha256", "text_sha256"), ("method", "method"), ("scan_sha256", "scan_sha256")):
        if fact in entry.after:
            yield entry.after[fact], field
    if "signed_at" in entry.after:
        yield entry.after["signed_at"], "at"
    for key, field in OF_SIGNATURES.items():
        if (said := entry.private(key)) is not None:
            yield said, field


def _documents() -> Iterator[Difference]:
    for document, entry in _with_entries(Document.objects.all(), "document", SEALING_ACTS):
        name = f"document/{document.pk}"
        if entry is None:
            if document.level:  # files from before there were seals have another act
                yield Difference(name, "the ledger does not know it")
            continue
        for field in OF_DOCUMENTS:
            if field in entry.after and getattr(document, field) != entry.after[field]:
                yield Difference(name, f"its {field} is not the one in the ledger")


def _gone(
    model: type[Signature | Document], acts: tuple[str, ...], *, unless: tuple[str, ...] = ()
) -> Iterator[Difference]:
    """Entries without their row. `unless`: acts after which a row may be gone, as a draft may lose a party."""
    kind = str(model._meta.model_name)
    entries = LedgerEntry.objects.filter(act__in=acts, object_type=kind).order_by("seq")
    for part in slices(entries.iterator(chunk_size=AT_ONCE)):
        keys = {int(entry.object_id) for entry in part}
        gone = keys - set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
        for entry in part:
            if int(entry.object_id) in gone and not _came_later(entry, unless):
                yield Difference(f"{kind}/{entry.object_id}", "the ledger knows it, and the row is gone")


def _came_later(entry: LedgerEntry, acts: tuple[str, ...]) -> bool:
    of = {"anchor_type": entry.anchor_type, "anchor_id": entry.anchor_id}
    return bool(acts) and LedgerEntry.objects.filter(act__in=acts, seq__gt=entry.seq, **of).exists()
