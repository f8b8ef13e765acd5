"""For pages that show the whole text of an agreement."""

from django import template

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.blocks import Presentation
from partnerships.rules.presentation import presented

register = template.Library()


@register.filter
def in_chapters(text: AgreementText) -> Presentation:
    """The text in numbered chapters, in its own language, as the signed file prints it."""
    return presented(text)
