"""What was searched besides the words that were typed, for a reader of this page's language (D1, F2)."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from partnerships.matching.rules.asking import Asked, Others
from partnerships.matching.rules.concepts import Label

register = template.Library()


@register.filter
def other_names(asked: Asked) -> Others:
    return asked.others(_reader())


@register.filter
def listed(names: tuple[Label, ...]) -> SafeString:
    """In one row; a name in another language than the page says so to whoever reads it aloud."""
    return format_html_join("; ", "{}", ((_in_its_language(name),) for name in names))


def _in_its_language(name: Label) -> str:
    if name.language == _reader():
        return name.text
    return format_html('<span lang="{}">{}</span>', name.language, name.text)


def _reader() -> str:
    return (get_language() or "en").split("-")[0]
