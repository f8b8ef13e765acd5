"""For the pages of a draft that is shared for comment (G3)."""

from typing import Any

from django import template

from partnerships.agreements.rules.blocks import Chapter
from partnerships.commenting.rules.places import chapter_key, place_key
from partnerships.drafting.rules.differing import Run, word_changes
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
