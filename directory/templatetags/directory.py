"""Tags of the directory's pages: searched words marked, guides rendered, links that change a search."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.core.validators import slug_re
from django.template import Context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, to_locale

from directory.entries.rules.picture import Picture, picture_of
from directory.projection.rules.sheet import Row
from directory.projection.services import Sheet, label_of
from directory.rules.wishes import days_in_words
from directory.search.rules.marking import marked
from directory.search.rules.reading import Read
from directory.search.services.answering import Line
from pes_partnerships.lib.text import render_markdown

register = template.Library()
_NAMED = 12


@register.filter
def mark_words(text: str, read: Read) -> SafeString:
    """The text with what was searched in a <mark>."""
    pieces = (
        (format_html("<mark>{}</mark>", piece) if is_marked else piece,) for piece, is_marked in marked(text, read)
    )
    return format_html_join("", "{}", pieces)


@register.filter
def markdown(text: str) -> SafeString:
    return render_markdown(text)


@register.simple_tag(takes_context=True)
def query_without(context: Context, facet: str, value: str) -> str:
    """This search without one of its filters, from its first page on."""
    query = context["request"].GET.copy()
    query.setlist(facet, [each for each in query.getlist(facet) if each != value])
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def chosen_for_comparing(context: Context) -> list[str]:
    """The entries that ?e= names, each once, and no more than a page can name."""
    named = (slug for slug in context["request"].GET.getlist("e") if slug_re.match(slug))
    return list(dict.fromkeys(named))[:_NAMED]


@register.simple_tag
def drawn_results(row: Mapping[str, Any]) -> Picture:
    """One picture of a case study, its numbers as the reader writes them."""
    return picture_of(row, to_locale(get_language() or "en"))


@register.simple_tag
def in_language(code: str) -> SafeString:
    """The attribute of words that are in another language than the page."""
    page = get_language() or "en"
    return format_html(' lang="{}"', code) if code and code.split("-")[0] != page.split("-")[0] else SafeString("")


@register.filter
def field_label(name: str) -> str:
    """What a reader calls a field, in the language in which it is rendered."""
    return label_of(name)


@register.filter
def row_of(sheet: Sheet, name: str) -> Row | None:
    """One row of the fiche by the name of its field; None where it is kept back."""
    return sheet.row(name)


@register.filter
def as_days(days: Iterable[str]) -> list[date]:
    """Days as JSON keeps them."""
    return [date.fromisoformat(day) for day in days]


@register.simple_tag
def kept_for() -> str:
    """How long messages are kept after their last step, in words."""
    months = settings.MESSAGES_KEPT_MONTHS
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


@register.simple_tag
def visit_days(first: date, last: date) -> str:
    return days_in_words(first, last)


@register.simple_tag(takes_context=True)
def search_without(context: Context, read: Read, text: str) -> str:
    """This search without one of the things that it asks for."""
    query = context["request"].GET.copy()
    query["q"] = " ".join(slot.text for slot in read.slots if slot.text != text)
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.simple_tag
def facet_lines(code: str, lines: list[Line]) -> SafeString:
    """The values of a filter. A page has a hundred of them: as templates they took half of its time."""
    found = []
    for line in lines:
        state = (" checked" if line.checked else "") + (" disabled" if line.disabled else "")
        found.append(
            f'<label class="facet-line"><input class="form-check-input" type="checkbox" name="{code}" '
            f'value="{escape(line.value)}" form="search"{state}> <span>{escape(line.label)}</span> '
            f'<span class="count">{line.count}</span></label>\n'
        )
    return mark_safe("".join(found))
