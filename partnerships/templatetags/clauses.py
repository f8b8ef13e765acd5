"""For pages that show clauses as they will be signed."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from partnerships.clauses.rules.composing import Composed, open_words
from partnerships.shared.forms.languages import language_name
from pes_partnerships.lib.text import render_markdown

register = template.Library()


@register.filter
def as_signed(composed: Composed) -> SafeString:
    """The clause as HTML; what is still open in it is marked."""
    html = str(render_markdown(composed.markdown))
    for gap in composed.gaps:
        words = escape(open_words(gap))
        html = html.replace(words, f'<mark class="missing">{words}</mark>')
    return mark_safe(html)


@register.filter
def language_label(code: str) -> str:
    """The name of a language in the reader's."""
    return language_name(code)
