"""Tags of the directory's pages: searched words marked, guides rendered, links that change a search."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from directory.rules.wishes import days_in_words
from partnerships.matching.rules.asking import Asked
from partnerships.matching.rules.marking import marked
from pes_partnerships.lib.text import render_markdown

register = template.Library()


@register.filter
def mark_words(text: str, asked: Asked) -> SafeString:
    """The text with each searched word in a <mark>."""
    pieces = (
        (format_html("<mark>{}</mark>", piece) if is_marked else piece,) for piece, is_marked in marked(text, asked)
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


@register.filter
def row_of(sheet: object, name: str) -> object:
    """One row of the fiche by the name of its field."""
    return next(row for row in sheet.rows if row.name == name)


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
