"""The texts of a partnership in a row, as one reads them: those signed here and those recorded (A15, A16)."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.elsewhere.rules.editions import Overlap, in_order, overlaps
from partnerships.elsewhere.rules.picture import Between, Span, gaps_between
from partnerships.models import Agreement, Partnership
from partnerships.rules.lifecycle import AgreementStatus

from .recording import edition_of

APART = (AgreementStatus.DRAFT, AgreementStatus.OUT_FOR_SIGNATURE, AgreementStatus.WITHDRAWN)


@dataclass(frozen=True)
class Row:
    """The earliest first; `texts` and `spans` go together."""

    texts: list[Agreement]
    spans: list[Span]
    gaps: list[Between]
    overlaps: list[Overlap]

    def number_of(self, key: int) -> int:
        return next((span.number for span in self.spans if span.key == key), 0)

    def before(self, key: int) -> Agreement | None:
        """The text that governed before this one."""
        number = self.number_of(key)
        return self.texts[number - 2] if number > 1 else None


def texts_of(partnership: Partnership) -> list[Agreement]:
    """All texts that governed, govern or will, with their objectives: two queries."""
    rows = partnership.agreements.exclude(status__in=APART).defer("snapshot").prefetch_related("objectives")
    return list(rows.select_related("partnership__service"))


def row_of(texts: Sequence[Agreement]) -> Row:
    editions = [edition_of(text) for text in texts if text.status not in APART]
    by_key = {text.pk: text for text in texts}
    ordered = in_order(editions)
    spans = [
        Span(each.key, number, by_key[each.key].title, each.status, each.begins, each.ends)
        for number, each in enumerate(ordered, start=1)
    ]
    return Row([by_key[each.key] for each in ordered], spans, gaps_between(spans), overlaps(ordered))
