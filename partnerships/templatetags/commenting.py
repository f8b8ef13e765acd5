"""For the pages of a draft that is shared for comment (G3)."""

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.agreements.rules.blocks import Chapter
from partnerships.commenting.rules.differing import GONE, NEW, Run, word_changes
from partnerships.commenting.rules.places import chapter_key, place_key
from partnerships.models import Remark

register = template.Library()


@register.filter
def place(item: Any) -> str:
    """The key of what a remark can be about; empty where only the chapter can."""
    return chapter_key(item) if isinstance(item, Chapter) else place_key(item)


@register.filter
def at(remarks: dict[str, list[Remark]], key: str) -> list[Remark]:
    return remarks.get(key, []) if key else []


@register.filter
def runs(remark: Remark) -> list[Run]:
    """What its words would change in the clause, word by word."""
    return word_changes(remark.was, remark.proposed) if remark.is_proposal else []


@register.simple_tag
def redline(changes: list[Run]) -> SafeString:
    """What goes and what comes, told by colour, by line and by hidden words."""
    marks = {GONE: ("del", _("removed:")), NEW: ("ins", _("added:"))}
    pieces = []
    for run in changes:
        if run.kind in marks:
            tag, said = marks[run.kind]
            hidden = format_html('<span class="visually-hidden">{} </span>', said)
            pieces.append(format_html("<{}>{}{}</{}>", tag, hidden, run.words, tag))
        else:
            pieces.append(escape(run.words))
    return format_html('<span class="redline">{}</span>', SafeString("".join(pieces)))
