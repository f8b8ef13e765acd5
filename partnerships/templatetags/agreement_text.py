"""For pages that show the whole text of an agreement."""

from django import template

from partnerships.agreements.rules.blocks import Presentation
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.text import AgreementText

register = template.Library()


@register.filter
def in_chapters(text: AgreementText) -> Presentation:
    """The text in numbered chapters, in its own language, as the signed file prints it."""
    return presented(text)
