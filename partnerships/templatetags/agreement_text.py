"""For pages that show the whole text of an agreement."""

from django import template
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.agreements.rules.blocks import Cell, Presentation, Table
from partnerships.agreements.rules.duration import ends_words, notice_length_words, renewal_words, when_words
from partnerships.agreements.rules.numbering import NumberedClause
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.text import AgreementText
from partnerships.objectives.rules.objective_block import Measure, ObjectiveBlock
from partnerships.objectives.rules.sentence import Piece
from pes_partnerships.lib.tables import escaped
from pes_partnerships.lib.text import escape_markdown, render_markdown

register = template.Library()

PARTS = {
    NumberedClause: "partnerships/agreements/text/_clause.html",
    Table: "partnerships/agreements/text/_table.html",
    ObjectiveBlock: "partnerships/objectives/text/_objective.html",
}


@register.filter
def in_chapters(text: AgreementText, is_recorded: bool = False) -> Presentation:
    """The text in numbered chapters, in its own language, as its file prints it."""
    return presented(text, is_recorded=bool(is_recorded))


@register.filter
def duration(text: AgreementText) -> SafeString:
    """Its beginning and end in the words of the text, in its language."""
    with translation.override(text.language):
        begins = when_words(text.effective, text.effective_bound.code)
        starts = _("The agreement takes effect %(when)s.") % {"when": escape_markdown(begins)} if begins else ""
        said = " ".join(filter(None, [starts, ends_words(text), renewal_words(text)]))
    return SafeString(render_markdown(said).removeprefix("<p>").removesuffix("</p>\n"))


@register.filter
def notice_length(text: AgreementText) -> str:
    """Its notice period in numbers, in its language."""
    with translation.override(text.language):
        return notice_length_words(text)


@register.filter
def table_body(table: Table) -> SafeString:
    """The rows of a table in one go: tables of sixty parties have hundreds of cells."""
    return SafeString("\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows))


def _cell(cell: Cell) -> str:
    said = [escaped(line) for line in cell.lines]
    if cell.language:
        said[0] = f'<span lang="{escaped(cell.language)}">{said[0]}</span>'
    lines = "<br>".join(said)
    note = f' <span class="sub">{escaped(cell.note)}</span>' if cell.note else ""
    if cell.is_head:
        return f'<th scope="row">{lines}{note}</th>'
    return f'<td data-label="{escaped(cell.label)}">{lines}{note}</td>'


@register.filter
def objective_body(block: ObjectiveBlock) -> SafeString:
    """The five rows of an objective in one go: a text may have forty."""
    specific = "".join(map(_piece, block.specific)) + _beside(block.heads.target_group, block.target_group)
    measures = "".join(map(_measure, block.measures)) or "–"
    due = escaped(block.due or "–") + _beside(block.heads.owner, block.owner)
    said = (specific, measures, _lines(block.attainable or "–"), _lines(block.relevant or "–"), due)
    kinds = ("full", "full measures", "full", "full", "full")
    return SafeString(
        "\n".join(
            f'<tr><th scope="row">{escaped(head)}</th><td class="{kind}">{words}</td></tr>'
            for head, kind, words in zip(block.heads.letters, kinds, said, strict=True)
        )
    )


def _piece(piece: Piece) -> str:
    return f'<mark class="missing">{escaped(piece.words)}</mark>' if piece.missing else _lines(piece.words)


def _measure(measure: Measure) -> str:
    label = f'<span class="measure-label muted">{escaped(measure.label)}:</span>'
    return f'<p class="measure mb-1">{label} {escaped(measure.words)}</p>'


def _beside(label: str, words: str) -> str:
    return f' <span class="sub">{escaped(label)}: {escaped(words)}</span>' if words else ""


def _lines(words: str) -> str:
    return "<br>".join(escaped(words).splitlines())


@register.filter
def part_template(item: NumberedClause | Table | ObjectiveBlock) -> str:
    """The template that shows one item of a chapter."""
    return PARTS[type(item)]
