"""The one way in which lists with a search box are narrowed: a search column, or a few rows read and folded here.

Where words are given as typed, they alone are searched: other names of a thing belong to pages that say so, and give
what they have read with ask().
"""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from partnerships.matching.rules.asking import Asked, Slot, ask

Row = TypeVar("Row", bound=Model)


def narrowed(rows: QuerySet[Row], asked: Asked | str, column: str = "search_text") -> QuerySet[Row]:
    """The rows in whose column, written by search_lines(), all that is asked for stands."""
    asked = ask(asked, only=True) if isinstance(asked, str) else asked
    for slot in sorted(asked.slots, key=lambda slot: len(slot.names)):  # what costs least first
        rows = rows.filter(_condition(slot, column))
    return rows


def narrowed_here(rows: QuerySet[Row], asked: Asked | str, *columns: str) -> QuerySet[Row]:
    """For the rows of one text or partnership, which have no search column: read, folded and compared here."""
    asked = ask(asked, only=True) if isinstance(asked, str) else asked
    if not asked:
        return rows
    read = rows.order_by().values_list("pk", *columns)
    return rows.filter(pk__in=[pk for pk, *texts in read if asked.stands_in(*texts)])


def _condition(slot: Slot, column: str) -> Q:
    as_typed = Q(*((f"{column}__contains", word) for word in slot.typed))
    return as_typed | Q((f"{column}__regex", slot.pattern)) if slot.names else as_typed
