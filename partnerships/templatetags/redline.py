"""What other words change, shown by colour, by line and by hidden words (A15, G3)."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.drafting.rules.differing import GONE, NEW, Run

register = template.Library()


@register.simple_tag
def redline(changes: list[Run], without: str = "") -> SafeString:
    """Both texts as one; `without="new"` shows the old one alone with what goes, `without="gone"` the new one."""
    marks = {GONE: ("del", _("removed:")), NEW: ("ins", _("added:"))}
    pieces = []
    for run in changes:
        if run.kind == without:
            continue
        if run.kind in marks:
            tag, said = marks[run.kind]
            hidden = format_html('<span class="visually-hidden">{} </span>', said)
            pieces.append(format_html("<{}>{}{}</{}>", tag, hidden, run.words, tag))
        else:
            pieces.append(escape(run.words))
    return format_html('<span class="redline">{}</span>', SafeString("".join(pieces)))
