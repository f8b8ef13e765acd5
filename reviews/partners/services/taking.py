"""The figure that a partner states is offered to the office, and becomes a value only when it is taken over (O2)."""

from partnerships.models import Objective
from reviews.hooks import Stated
from reviews.models import Measurement, Review, StatedFigure
from reviews.partners.rules.words import figure_words, source_words
from reviews.rules.partner_words import RecordSays


def figures_of(review: Review, objective: Objective) -> list[StatedFigure]:
    """What the partners' newest statements say of one objective, with a value of their own; two queries."""
    rows = StatedFigure.objects.filter(
        statement__part__review=review, objective__lineage=objective.lineage, says=RecordSays.NEWER
    ).select_related("statement__part", "objective")
    newest = dict(review.parts.values_list("pk", "statements__number").order_by("statements__number"))
    return [row for row in rows if row.statement.number == newest.get(row.statement.part_id)]


def stated_figures(*, review: Review, objective: Objective) -> list[Stated]:
    """Hook `stated_figures`: those that were not taken over yet."""
    return [
        Stated(str(row.pk), figure_words(row), {**row.measured, "source": source_words(row)})
        for row in figures_of(review, objective)
        if row.taken_as_id is None
    ]


def note_taken(*, key: str, measurement: Measurement) -> None:
    """Hook `figure_taken`, in the transaction of the review's own act."""
    if key:
        StatedFigure.objects.filter(pk=key, objective__lineage=measurement.objective.lineage).update(
            taken_as=measurement
        )
