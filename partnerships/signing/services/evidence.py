"""The evidence of signatures as data: each is its entry in the ledger, with which a reader works out its hash (S3)."""

import json
from collections.abc import Sequence
from typing import Any

from partnerships.models import Agreement, Signature
from pes_partnerships.ledger.models import LedgerEntry

SIGNING_ACTS = ("signature.given", "signature.recorded_on_paper", "signature.recorded_by_copy")
SHOWN = ("signatory", "office_held", "mandate")  # what the document names, and nothing else
HOW = (
    "hash = SHA-256(previous_hash + line feed + entry), where entry is written as JSON with sorted keys, without "
    "spaces and in ASCII. Each of entry.commitments = SHA-256(salt + value) of the value of that name in opened."
)


def signing_entries(signatures: Sequence[Signature]) -> dict[int, LedgerEntry]:
    """The entry of each signature, by its key."""
    keys = [str(signature.pk) for signature in signatures]
    entries = LedgerEntry.objects.filter(act__in=SIGNING_ACTS, object_type="signature", object_id__in=keys)
    return {int(entry.object_id): entry for entry in entries.order_by("seq").prefetch_related("private_values")}


def newest_of(entries: dict[int, LedgerEntry]) -> LedgerEntry | None:
    """The head of the chain when the last of these signatures was recorded: the same whenever it is asked for."""
    return max(entries.values(), key=lambda entry: entry.seq, default=None)


def entry_as_data(entry: LedgerEntry, *opened: str) -> dict[str, Any]:
    return {
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "entry": entry.chained(),
        "opened": entry.opened(*opened),
    }


def signature_evidence(agreement: Agreement, entries: dict[int, LedgerEntry]) -> str:
    """JSON for people and programs, in the order of the ledger."""
    newest = newest_of(entries)
    told = {
        "agreement": agreement.number,
        "text_sha256": agreement.snapshot_sha256,
        "ledger_head": {"seq": newest.seq, "hash": newest.hash} if newest else None,
        "how": HOW,
        "signatures": [entry_as_data(entry, *SHOWN) for entry in sorted(entries.values(), key=lambda entry: entry.seq)],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
