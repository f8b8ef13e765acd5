"""The address of a search, read without ever refusing it: what makes no sense is left out (D1)."""

from django.http import QueryDict

from pes_partnerships.lib.text import one_line

from .rules.facets import FACETS, SORTS
from .services import Question

_LONGEST = 200
_MOST_VALUES = 100


def question_of(query: QueryDict) -> Question:
    """Words without control characters, known facets, a known order."""
    chosen = {facet: frozenset(one_line(each) for each in query.getlist(facet)[:_MOST_VALUES]) for facet in FACETS}
    sort = query.get("sort", "")
    return Question(
        words=one_line(query.get("q", ""))[:_LONGEST],
        chosen={facet: values - {""} for facet, values in chosen.items()},
        sort=sort if sort in SORTS else "best",
        only=query.get("only") == "1",
    )
