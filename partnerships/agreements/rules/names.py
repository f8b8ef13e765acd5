"""Names in another language than the text: a voice that reads it aloud changes for them (S3)."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape

from django.utils.safestring import mark_safe

from partnerships.drafting.rules.text import AgreementText

from .blocks import Cell, Chapter, Table
from .numbering import NumberedClause


def foreign_names(text: AgreementText) -> dict[str, str]:
    """Name of a party -> its language, where that is known and is not the text's."""
    own = _base(text.language)
    return {party.name: party.language for party in text.parties if party.language and _base(party.language) != own}


def _base(language: str) -> str:
    return language.partition("-")[0].casefold()


def speak(chapters: Iterable[Chapter], names: dict[str, str]) -> None:
    """Their language beside the names in tables and clauses."""
    if not names:
        return
    written = {escape(name, quote=False): language for name, language in names.items()}
    longest_first = sorted(written, key=len, reverse=True)
    # what stands inside a tag, as an address may, is matched first and left as it is
    pattern = re.compile(rf"<[^>]*>|(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def told(found: re.Match[str]) -> str:
        language = written.get(found[0])
        return f'<span lang="{escape(language)}">{found[0]}</span>' if language else found[0]

    for chapter in chapters:
        for place, item in enumerate(chapter.items):
            if isinstance(item, Table):
                chapter.items[place] = spoken(item, names)
            elif isinstance(item, NumberedClause):
                html = mark_safe(pattern.sub(told, item.html))  # was safe, and names are escaped
                chapter.items[place] = replace(item, html=html)


def spoken(table: Table, names: dict[str, str]) -> Table:
    if not names:
        return table
    return replace(table, rows=tuple(tuple(_spoken(cell, names) for cell in row) for row in table.rows))


def _spoken(cell: Cell, names: dict[str, str]) -> Cell:
    language = names.get(cell.lines[0], "") if cell.lines else ""
    return replace(cell, language=language) if language else cell
