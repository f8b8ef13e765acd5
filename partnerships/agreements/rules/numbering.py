"""Clauses and their numbers: paragraphs of the written parts become 1.1, 1.2, … as text (S3).

The numbers are made here and not by a stylesheet, so that they can be quoted, copied and read aloud.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from partnerships.drafting.rules.text import SectionText
from pes_partnerships.lib.text import render_markdown

# a list, a table, a quotation or an indented line goes on with the paragraph that leads to it
_GOES_ON = re.compile(r"^(?:\s{2,}|\t|[-*+]\s|\d{1,9}[.)]\s|>|\|)")
_HEADING = re.compile(r"^#{1,6}\s+(?P<words>.*?)\s*#*$")


@dataclass(frozen=True)
class NumberedClause:
    """One numbered clause; `heading` stands above it where its author wrote one."""

    number: str
    html: SafeString
    heading: str = ""
    source: str = ""  # of a written part: “meetings/1”, its second paragraph
    markdown: str = ""

    @property
    def numbered(self) -> SafeString:
        """Its number is the first word of its first paragraph: who copies the clause has the number with it."""
        number = f'<span class="clause-number">{self.number}</span> '
        if self.html.startswith("<p>"):
            return mark_safe(f"<p>{number}{self.html.removeprefix('<p>')}")  # both are safe already
        return mark_safe(f'<p class="clause-alone">{number}</p>{self.html}')


@dataclass(frozen=True)
class Paragraph:
    markdown: str
    heading: str = ""
    source: str = ""


def paragraphs(markdown: str) -> list[Paragraph]:
    """Blocks between blank lines; a list stays with its lead-in, a heading with what it heads."""
    found: list[Paragraph] = []
    heading = ""
    for block in re.split(r"\n[ \t]*\n", markdown.replace("\r\n", "\n").strip("\n")):
        first, _, rest = block.strip("\n").partition("\n")
        if match := _HEADING.match(first.strip()):
            heading, block = match["words"], rest
        if not block.strip():
            continue
        if found and not heading and _GOES_ON.match(block):
            found[-1] = Paragraph(f"{found[-1].markdown}\n\n{block}", found[-1].heading)
        else:
            found.append(Paragraph(block, heading))
        heading = ""
    return found


def written_paragraphs(key: str, markdown: str) -> list[Paragraph]:
    """Those of one written part, each with its place in it."""
    return [replace(each, source=f"{key}/{place}") for place, each in enumerate(paragraphs(markdown))]


def section_paragraphs(section: SectionText) -> list[Paragraph]:
    """Its clauses, each under its heading, then the words that its author wrote freely."""
    found = []
    for clause in section.clauses:
        own = written_paragraphs(f"{section.key}.{clause.key}", clause.body)
        if own and not own[0].heading:
            own[0] = replace(own[0], heading=clause.title)
        found += own
    return found + written_paragraphs(section.key, section.body)


def clauses(chapter: int, texts: Iterable[Paragraph], *, start: int = 1) -> list[NumberedClause]:
    """Numbered in the order in which they come: chapter 3 gives 3.1, 3.2, …"""
    return [
        NumberedClause(f"{chapter}.{number}", render_markdown(text.markdown), text.heading, text.source, text.markdown)
        for number, text in enumerate(texts, start)
    ]
