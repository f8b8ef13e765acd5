"""What a version changes in the text that it replaces, told in sentences (A15)."""

from dataclasses import dataclass

from django.utils import translation

from partnerships.agreements.rules.telling import change_sentences
from partnerships.drafting.rules.text import AgreementText
from partnerships.drafting.services.wording import agreement_text, labels
from partnerships.models import Agreement

SHOWN = 12


@dataclass(frozen=True)
class ToldChanges:
    """In the language of the new text; `sentences` is empty where both texts say the same."""

    version: int
    language: str
    sentences: list[str]

    @property
    def first(self) -> list[str]:
        """As many as a mail or a cover has room for."""
        return self.sentences[:SHOWN]

    @property
    def further(self) -> int:
        return len(self.sentences) - len(self.first)


def told_changes(agreement: Agreement, text: AgreementText | None = None) -> ToldChanges | None:
    """None for a first version, which replaces nothing. Both texts are read as they were frozen, once they were."""
    previous = agreement.previous
    if previous is None:
        return None
    text = text or agreement_text(agreement)
    with translation.override(text.language):
        sentences = change_sentences(agreement_text(previous), text, labels())
    return ToldChanges(previous.version, text.language, sentences)
