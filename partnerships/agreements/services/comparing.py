"""Any two versions of one partnership, compared as they were frozen, once they were (A15)."""

from dataclasses import dataclass

from django.utils import translation

from partnerships.agreements.rules.compared import ComparedPart, compared_parts
from partnerships.agreements.rules.telling import change_sentences
from partnerships.drafting.rules.comparing import Difference, differences
from partnerships.drafting.rules.titles import parts_of
from partnerships.drafting.services.wording import agreement_text, labels
from partnerships.models import Agreement


@dataclass(frozen=True)
class Comparison:
    """In the language of the later text: in sentences, value by value, and part by part."""

    language: str
    sentences: list[str]
    lines: list[Difference]
    parts: list[ComparedPart]
    unchanged: int  # parts that read the same in both

    def count(self, state: str) -> int:
        return sum(part.state == state for part in self.parts)


def comparison(earlier: Agreement, later: Agreement) -> Comparison:
    before, after = agreement_text(earlier), agreement_text(later)
    with translation.override(after.language):
        lines = differences(before, after, labels())
        parts = compared_parts(lines)
        of_both = sum(part.state != "removed" for part in parts)
        return Comparison(
            language=after.language,
            sentences=change_sentences(before, after, labels()),
            lines=lines,
            parts=parts,
            unchanged=max(0, len(list(parts_of(after))) - of_both),
        )
