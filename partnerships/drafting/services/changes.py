"""What a version changes in the text that it replaces (A15)."""

from dataclasses import dataclass

from django.utils import translation

from partnerships.drafting.rules.comparing import Difference, differences
from partnerships.drafting.rules.text import AgreementText
from partnerships.models import Agreement

from .wording import agreement_text, labels


@dataclass(frozen=True)
class Changes:
    """Worded in the language of the new text; `lines` is empty where both texts say the same."""

    version: int
    language: str
    lines: list[Difference]


def changes_of(agreement: Agreement, text: AgreementText) -> Changes | None:
    """None for a first version, which replaces nothing."""
    previous = agreement.previous
    if previous is None:
        return None
    with translation.override(text.language):
        lines = differences(agreement_text(previous), text, labels())
    return Changes(previous.version, text.language, lines)
