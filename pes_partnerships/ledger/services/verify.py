"""Read the whole chain and name the first row that does not hold."""

from dataclasses import dataclass

from pes_partnerships.ledger.models import LedgerEntry, LedgerHead
from pes_partnerships.ledger.rules.chain import GENESIS, commitment


@dataclass(frozen=True)
class Verdict:
    """`rows` that hold; `first_bad` is the seq of the row that does not, `entry` None if it is missing."""

    ok: bool
    rows: int
    head_hash: str
    first_bad: int | None = None
    reason: str = ""
    entry: LedgerEntry | None = None


def verify() -> Verdict:
    """Stream the chain: gaps, changed rows, broken links, a deleted tail, changed personal values.

    The head is read first, so that acts recorded meanwhile do no harm.
    """
    head = LedgerHead.objects.filter(id=LedgerHead.ONLY).first() or LedgerHead()
    rows, last = 0, GENESIS
    chain = LedgerEntry.objects.filter(seq__lte=head.seq).order_by("seq").prefetch_related("private_values")
    for entry in chain.iterator(chunk_size=500):
        if entry.seq != rows + 1:
            return Verdict(False, rows, last, rows + 1, "the row is missing")
        if reason := _fault(entry, last):
            return Verdict(False, rows, last, entry.seq, reason, entry)
        rows, last = entry.seq, entry.hash
    if rows != head.seq:
        return Verdict(False, rows, last, rows + 1, "the row is missing, with all after it")
    if last != head.hash:
        return Verdict(False, rows, last, rows, "the head of the ledger names another hash", None)
    if stray := _first_past_the_head():
        return Verdict(False, rows, last, stray.seq, "the row was added past the head of the ledger", stray)
    return Verdict(True, rows, last)


def _fault(entry: LedgerEntry, last: str) -> str:
    if entry.previous_hash != last:
        return "the row does not follow from the row before it"
    if entry.hash != entry.reckoned_hash():
        return "the row was changed after it was recorded"
    for kept in entry.private_values.all():
        if entry.commitments.get(kept.key) != commitment(kept.salt, kept.value):
            return f"the personal value “{kept.key}” was changed after it was recorded"
    return ""


def _first_past_the_head() -> LedgerEntry | None:
    """One statement, so that a row that is being recorded just now comes with its head."""
    head = LedgerHead.objects.filter(id=LedgerHead.ONLY).values("seq")[:1]
    if not LedgerHead.objects.filter(id=LedgerHead.ONLY).exists():
        return LedgerEntry.objects.order_by("seq").first()
    return LedgerEntry.objects.filter(seq__gt=head).order_by("seq").first()
