"""Sources, cited for readers."""

from django import template

from partnerships.rules import sources

register = template.Library()


@register.filter
def cited(source: str) -> str:
    """“PAPER 7.3” by title and section."""
    return sources.cited(str(source))
