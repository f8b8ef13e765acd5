"""Who covers which need of the chain of support: gaps, doubles, and what is not said yet (F1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from partnerships.rules.vocabulary import Extent
from pes_partnerships.lib.findings import ADVICE, Finding

MOST_NEEDS = 30
SHOWN = 3  # needs that a finding names; the map has all of them


class Verdict(models.TextChoices):
    """What the answers of all say about one need; the worst first."""

    GAP = "gap", pgettext_lazy("cover of a need", "Gap")
    COULD = "could", _("Could be covered")
    PART = "part", _("Partly covered only")
    DOUBLE = "double", pgettext_lazy("cover of a need", "Covered twice")
    ONCE = "once", _("Covered once")


MEANING = {
    Verdict.GAP: _("no organisation covers it"),
    Verdict.COULD: _("no organisation covers it yet; at least one could"),
    Verdict.PART: _("at least one covers it partly, none fully"),
    Verdict.DOUBLE: _("two or more organisations cover it fully"),
    Verdict.ONCE: _("one organisation covers it fully"),
}


@dataclass(frozen=True)
class NeedFacts:
    """One need with what everybody says: the service itself first, then each participant; "" is nothing said."""

    key: int
    need: str
    extents: tuple[str, ...]
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        fully = self.extents.count(Extent.FULL)
        if fully:
            return Verdict.DOUBLE if fully > 1 else Verdict.ONCE
        if Extent.PART in self.extents:
            return Verdict.PART
        return Verdict.COULD if Extent.COULD in self.extents else Verdict.GAP

    @property
    def unsaid(self) -> int:
        return self.extents.count("")

    @property
    def wants_a_word(self) -> bool:
        """Two do the same: that can be right, where somebody says who does what."""
        return self.verdict == Verdict.DOUBLE and not self.note.strip()


def counted(verdict: str, count: int) -> str:
    """What stands under a number: “gaps”, “doubles”."""
    words = {
        Verdict.GAP: ngettext("gap", "gaps", count),
        Verdict.COULD: _("could be covered"),
        Verdict.PART: _("partly covered only"),
        Verdict.DOUBLE: ngettext("overlap", "overlaps", count),
        Verdict.ONCE: _("covered once"),
    }
    return str(words[Verdict(verdict)])


def counts(needs: Iterable[NeedFacts]) -> list[tuple[Verdict, int]]:
    """How many needs have each verdict, the worst first; those that none has are left out."""
    found = [need.verdict for need in needs]
    return [(verdict, found.count(verdict)) for verdict in Verdict if verdict in found]


def chain_findings(needs: Iterable[NeedFacts]) -> Iterator[Finding]:
    """What somebody must think about: gaps, needs that are only promised, doubles that nobody explained."""
    needs = list(needs)
    somebody_spoke = [need for need in needs if need.unsaid < len(need.extents)]
    gaps = [need.need for need in somebody_spoke if need.verdict == Verdict.GAP]
    if gaps:
        title = ngettext(
            "A need of the chain is not covered.", "%(count)s needs of the chain are not covered.", len(gaps)
        )
        yield _advice("gap", title, gaps, needs_others=True)
    could = [need.need for need in needs if need.verdict == Verdict.COULD]
    if could:
        title = ngettext(
            "A need could be covered but is not.", "%(count)s needs could be covered but are not.", len(could)
        )
        yield _advice("only_could", title, could, needs_others=True)
    doubles = [need.need for need in needs if need.wants_a_word]
    if doubles:
        title = ngettext(
            "A need is covered twice without a division of tasks.",
            "%(count)s needs are covered twice without a division of tasks.",
            len(doubles),
        )
        yield _advice("double", title, doubles)


def _advice(code: str, title: str, names: list[str], *, needs_others: bool = False) -> Finding:
    shown = "; ".join(names[:SHOWN])
    detail = f"{shown} …" if len(names) > SHOWN else f"{shown}."
    count = {"count": len(names)}
    return Finding(code, title % count, detail, severity=ADVICE, needs_others=needs_others, anchor="chain_map")
