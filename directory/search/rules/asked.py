"""What a reader asks, and how it stands in an address: read without ever refusing it (D1). Pure."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.http import urlencode

from pes_partnerships.lib.text import one_line

from .facets import FACETS, SORTS, Chosen

LONGEST = 1_000
_MOST_VALUES = 100
_KEPT = ("q", "only", "spelling", *FACETS)
_LONGEST_QUERY = 2_000


@dataclass(frozen=True)
class Question:
    """Words, filters, order; `only` switches the other names of a thing off, `as_typed` the forgiving of errors."""

    words: str = ""
    chosen: Chosen = field(default_factory=dict)
    sort: str = "best"
    only: bool = False
    as_typed: bool = False


def question_of(query: QueryDict, *, sort: str = "") -> Question:
    """Words without control characters, known facets, a known order; what makes no sense is left out."""
    chosen = {facet: frozenset(one_line(each) for each in query.getlist(facet)[:_MOST_VALUES]) for facet in FACETS}
    sort = sort or query.get("sort", "")
    return Question(
        words=one_line(query.get("q", ""))[:LONGEST],
        chosen={facet: values - {""} for facet, values in chosen.items()},
        sort=sort if sort in SORTS else "best",
        only=query.get("only") == "1",
        as_typed=query.get("spelling") == "as-typed",
    )


def query_of(asked: QueryDict) -> str:
    """What is searched, in one form: without order, page and what belongs to no search; "" where it is too long."""
    pairs = [(name, value) for name in _KEPT for value in sorted(set(asked.getlist(name))) if value]
    query = urlencode(pairs)
    return query if len(query) <= _LONGEST_QUERY else ""
