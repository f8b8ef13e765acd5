"""The places of a text that a remark can be about: clauses of written parts, objectives, and chapters (G3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnerships.agreements.rules.blocks import Chapter, Presentation
from partnerships.agreements.rules.numbering import NumberedClause
from partnerships.objectives.rules.objective_block import ObjectiveBlock

CLAUSE, OBJECTIVE, CHAPTER = "clause", "objective", "chapter"


@dataclass(frozen=True)
class Place:
    """`key` is the same while the text changes around it; `words`: what may be proposed otherwise, in Markdown."""

    key: str
    label: str
    chapter: str
    words: str = ""


def place_key(item: Any) -> str:
    """Of an item of a chapter; empty where only its chapter can be spoken of."""
    if isinstance(item, NumberedClause) and item.source:
        return f"{CLAUSE}:{item.source}"
    if isinstance(item, ObjectiveBlock):
        return f"{OBJECTIVE}:{item.lineage}"
    return ""


def chapter_key(chapter: Chapter) -> str:
    return f"{CHAPTER}:{chapter.key}"


def places_of(shown: Presentation) -> Iterator[Place]:
    """In the order of reading; a chapter comes before its clauses."""
    for chapter in shown.chapters:
        title = _("%(number)s %(title)s") % {"number": chapter.number, "title": chapter.title}
        yield Place(chapter_key(chapter), title, title)
        for item in chapter.items:
            if key := place_key(item):
                is_clause = isinstance(item, NumberedClause)
                yield Place(key, item.number if is_clause else item.title, title, item.markdown if is_clause else "")


def section_of(key: str) -> str:
    """The written part in which a clause stands; empty for any other place."""
    kind, _colon, source = key.partition(":")
    return source.rpartition("/")[0].partition(".")[0] if kind == CLAUSE else ""


def clause_of(key: str) -> str:
    """The clause of the library in which a place stands; empty for words that were written freely."""
    kind, _colon, source = key.partition(":")
    return source.rpartition("/")[0].partition(".")[2] if kind == CLAUSE else ""
