"""For pages that show the whole text of an agreement."""

from django import template

from partnerships.agreements.rules.blocks import Presentation, Table
from partnerships.agreements.rules.numbering import Clause
from partnerships.agreements.rules.presentation import presented
from partnerships.drafting.rules.text import AgreementText
from partnerships.objectives.rules.objective_block import ObjectiveBlock

register = template.Library()

PARTS = {
    Clause: "partnerships/agreements/text/_clause.html",
    Table: "partnerships/agreements/text/_table.html",
    ObjectiveBlock: "partnerships/objectives/text/_objective.html",
}


@register.filter
def in_chapters(text: AgreementText) -> Presentation:
    """The text in numbered chapters, in its own language, as the signed file prints it."""
    return presented(text)


@register.filter
def part_template(item: Clause | Table | ObjectiveBlock) -> str:
    """The template that shows one item of a chapter."""
    return PARTS[type(item)]
