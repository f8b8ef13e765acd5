"""Read the whole chain and name the first row that does not hold; compare what it speaks of with the rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pes_partnerships.ledger.models import LedgerEntry, LedgerHead
from pes_partnerships.ledger.rules.acts import ERASED
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


@dataclass(frozen=True)
class Difference:
    """A row of the product that says something else than the ledger: “signature/7” and what is wrong with it."""

    row: str
    reason: str


Comparison = Callable[[], Iterator[Difference]]
_comparisons: dict[str, Comparison] = {}


def compares(name: str, comparison: Comparison) -> None:
    """A higher app registers in its AppConfig.ready() what it compares with the ledger."""
    _comparisons[name] = comparison


def differences() -> Iterator[Difference]:
    """Everything in which rows and ledger differ, as it is found."""
    for comparison in _comparisons.values():
        yield from comparison()


def verify(*, expect: tuple[int, str] | None = None) -> Verdict:
    """Stream the chain: gaps, changed rows, broken links, a deleted tail, changed or missing personal values.

    `expect`: number and hash of an entry that are known from elsewhere. A chain that somebody has written again from
    there on holds in itself; only this tells. The head is read first, so that acts recorded meanwhile do no harm.
    """
    head = LedgerHead.objects.filter(id=LedgerHead.ONLY).first() or LedgerHead()
    erased = Erased.read()
    rows, last = 0, GENESIS
    chain = LedgerEntry.objects.filter(seq__lte=head.seq).order_by("seq").prefetch_related("private_values")
    for entry in chain.iterator(chunk_size=500):
        if entry.seq != rows + 1:
            return Verdict(False, rows, last, rows + 1, "the row is missing")
        if reason := _fault(entry, last, erased):
            return Verdict(False, rows, last, entry.seq, reason, entry)
        if expect and expect[0] == entry.seq and expect[1] != entry.hash:
            return Verdict(False, rows, last, entry.seq, "the row has another hash than expected", entry)
        rows, last = entry.seq, entry.hash
    if rows != head.seq:
        return Verdict(False, rows, last, rows + 1, "the row is missing, with all after it")
    if last != head.hash:
        return Verdict(False, rows, last, rows, "the head of the ledger names another hash", None)
    if stray := _first_past_the_head():
        return Verdict(False, rows, last, stray.seq, "the row was added past the head of the ledger", stray)
    if expect and expect[0] > rows:
        return Verdict(False, rows, last, rows + 1, "the row is missing, with all up to the expected one")
    return Verdict(True, rows, last)


class Erased:
    """The personal values that erasures name: these may be gone, and no others."""

    def __init__(self, named: set[tuple[int, str]], unnamed: int):
        self._named, self._unnamed = named, unnamed

    @classmethod
    def read(cls) -> "Erased":
        named, unnamed = set(), 0
        for seq, after in LedgerEntry.objects.filter(act=ERASED).values_list("seq", "after"):
            named.add((seq, "actor"))  # who erases their own data
            unnamed += 0 if "erased" in after else _number(after.get("values"))
            for of, keys in after.get("erased", {}).items():
                named |= {(_number(of), key) for key in keys}
        return cls(named, unnamed)

    def accepts(self, seq: int, key: str) -> bool:
        """Erasures of earlier versions only say how many: so many are accepted."""
        if (seq, key) in self._named:
            return True
        self._unnamed -= 1
        return self._unnamed >= 0


def _number(said: Any) -> int:
    return int(said) if str(said).isdecimal() else 0


def _fault(entry: LedgerEntry, last: str, erased: Erased) -> str:
    if entry.previous_hash != last:
        return "the row does not follow from the row before it"
    if entry.hash != entry.reckoned_hash():
        return "the row was changed after it was recorded"
    kept = {each.key: each for each in entry.private_values.all()}
    for key, value in kept.items():
        if entry.commitments.get(key) != commitment(value.salt, value.value):
            return f"the personal value “{key}” was changed after it was recorded"
    for key in sorted(entry.commitments.keys() - kept.keys()):
        if not erased.accepts(entry.seq, key):
            return f"the personal value “{key}” is missing, and no erasure names it"
    return ""


def _first_past_the_head() -> LedgerEntry | None:
    """One statement, so that a row that is being recorded just now comes with its head."""
    head = LedgerHead.objects.filter(id=LedgerHead.ONLY).values("seq")[:1]
    if not LedgerHead.objects.filter(id=LedgerHead.ONLY).exists():
        return LedgerEntry.objects.order_by("seq").first()
    return LedgerEntry.objects.filter(seq__gt=head).order_by("seq").first()
